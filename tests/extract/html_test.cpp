#include "indexer/extract/entities.h"
#include "indexer/extract/html_metadata.h"
#include "indexer/extract/html_strip.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

using test::document_of;
using test::read;

Document page(const std::string& html) {
    return document_of(read("a.html", html));
}

TEST(Html, TakesTheKindFromDublinCoreWhereItIsOneOfOurs) {
    EXPECT_EQ(page("<meta name='dcterms.type' content='case'><p>held").kind, "case");
    EXPECT_EQ(page("<meta name='DC.type' content='policy'><p>shall").kind, "policy");
    EXPECT_EQ(page("<meta name='dc.type' content='Text'><p>a text").kind, "");
}

TEST(Html, WritesBlocksAsLinesAndParagraphs) {
    struct Row {
        const char* html;
        const char* text;
    };
    const Row rows[] = {
        {"<p>a <b>b</b><i>c</i></p><p>d</p>", "a bc\n\nd"},
        {"<div>a</div><div>b</div>", "a\nb"},
        {"a<br>b<br><br>c", "a\nb\n\nc"},
        {"<p>第一<b>条</b>\n   について</p>", "第一条について"},
        {"<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "a\nb\nc"},
        {"<ol start=3><li>a<li>b</ol>", "3. a\n4. b"},
        {"<ol type=i><li>a<li value=9>b</ol>", "i. a\nix. b"},
        {"<ol><li><p>a</p></li><li><div>b</div></li></ol>", "1. a\n\n2. b"},
        {"<table><tr><td>a<td>b<tr><td><p>c</p><td>d</table>", "a\tb\nc\td"},
        {"<pre>  a\n    b &lt;c&gt;\n\n\nd</pre>", "  a\n    b <c>\n\n\nd"},
        {"<pre>a\r\nb</pre>c", "a\nb\n\nc"},
        {"<p>x<script>no</script><style>no</style><template>no</template>y", "xy"},
        {"<p>abc</p><p style='display: none'>b</p><p hidden>c</p>", "abc"},
        {"<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>を読む", "漢字を読む"},
        {"<p>&#1575;&#x644;&eacute;&nbsp;&sect;&amp;&nosuch;", "الé §&&nosuch;"},
        {"<p>Donau&shy;dampf&#173;schiff", "Donaudampfschiff"},
        {"<select><option>no</select><button>no</button><p>yes", "yes"},
        {"<p>word<sup><a href=#1>1</a></sup> m<sup>2</sup>", "word 1 m2"},
        {"<dl><dt>a</dt><dd>b</dd></dl>", "a\nb"},
        {"<blockquote>a</blockquote>b", "a\n\nb"},
        {"<h1>T<a class=headerlink href=#t>¶</a></h1>b", "T\n\nb"},
    };
    for (const Row& row : rows) EXPECT_EQ(page(row.html).text, row.text) << row.html;
}

TEST(Html, ShowsTextThatAScriptWouldShow) {
    EXPECT_EQ(
        page("<h1>T</h1><div style='display:none'><p>All of the text of this page.</p></div>").text,
        "T\n\nAll of the text of this page.");
}

TEST(Html, KeepsEveryPartOfAPageThatIsNoArticle) {
    // A preamble in <header>, one <article> a provision, a list of links as content.
    std::string html =
        "<html><body><h1>Declaration</h1><header><h2>Preamble</h2><p>Whereas.</p></header>";
    for (int i = 1; i <= 30; ++i) {
        html += "<article><h2>Article " + std::to_string(i) + "</h2><p>Everyone has right " +
                std::to_string(i) + ".</p></article>";
    }
    html +=
        "<ul><li><a href=a>First annex</a></li><li><a href=b>Second "
        "annex</a></li></ul></body></html>";
    const Document document = page(html);
    for (const char* text : {"Declaration",
                             "Preamble",
                             "Whereas.",
                             "Everyone has right 1.",
                             "Everyone has right 30.",
                             "First annex",
                             "Second annex"}) {
        EXPECT_NE(document.text.find(text), std::string::npos) << text;
    }
    EXPECT_EQ(document.segments.size(), 1u + 2u + 60u);
}

// A page that says it is an article, with what surrounds the article on news sites.
std::string news_page(const std::string& inside, const std::string& behind) {
    const std::string prose =
        "<p>The council spoke for three hours, and then it voted on the by-law, as it had said "
        "it would do before the summer.</p>";
    return "<html><head><meta property='og:type' content='article'></head><body><div><h1>By-law "
           "passed</h1><div class=article-body>" +
           prose + inside + prose + prose + "</div></div>" + behind + "</body></html>";
}

TEST(HtmlContent, LeavesOutTeasersOfOtherPages) {
    std::string teasers = "<ul>";
    for (int i = 1; i <= 40; ++i) {
        teasers +=
            "<li><div><h3><a href=/x>Other story</a></h3><p>Another town has heard of the "
            "vote, and wants to hold one of its own before the year is over.</p></div></li>";
    }
    const std::string text = page(news_page("", teasers + "</ul>")).text;
    EXPECT_EQ(text.find("Other story"), std::string::npos);
    EXPECT_EQ(text.find("Another town"), std::string::npos);
    EXPECT_NE(text.find("three hours"), std::string::npos);
    // Where they are all there is, they are the page.
    EXPECT_NE(page("<h1>News</h1>" + teasers + "</ul>").text.find("Another town"),
              std::string::npos);
}

TEST(HtmlContent, LeavesOutTheFooterOfTheSiteHoweverLong) {
    const std::string legal = test::repeated(
        "<p>The texts of this site belong to its publisher, who may be asked for them by mail or "
        "telephone on all days of the week.</p>",
        20);
    EXPECT_EQ(page(news_page("", "<div class=site-footer>" + legal + "</div>")).text.find("belong"),
              std::string::npos);
    // Of the article it is a part.
    EXPECT_NE(page(news_page("<footer>" + legal + "</footer>", "")).text.find("belong"),
              std::string::npos);
}

TEST(HtmlContent, KeepsAllPiecesOfADividedBody) {
    const std::string piece = test::repeated(
        "<p>The council spoke for three hours and voted on the by-law, by 8 to "
        "7 votes, shortly before midnight.</p>",
        5);
    const std::string text =
        page(
            "<head><meta property='og:type' content='article'></head><h1>T</h1><div>"
            "<div class=article-body>First piece. " +
            piece + piece + "</div><div class=ad>Buy this</div><div class=article-body>" + piece +
            " Second piece.</div></div>")
            .text;
    EXPECT_NE(text.find("First piece."), std::string::npos);
    EXPECT_NE(text.find("Second piece."), std::string::npos);
    EXPECT_EQ(text.find("Buy this"), std::string::npos);
}

TEST(HtmlContent, KeepsAParagraphWhoseLinksAreWordsOfIt) {
    const std::string text =
        page(news_page("<p>It was <a href=a>the third vote on noise in a year</a> and, people in "
                       "the room said, <a href=b>perhaps not the last one of its kind</a>.</p>"
                       "<p><a href=c>Read more: all about noise in town</a></p>",
                       ""))
            .text;
    EXPECT_NE(text.find("third vote"), std::string::npos);
    EXPECT_EQ(text.find("Read more"), std::string::npos);
}

TEST(HtmlContent, LosesNothingOfALaw) {
    // Marked as news are, with boxes that are called as those around news.
    std::string law =
        "<html><head>%<meta property='og:type' content='article'></head><body>"
        "<div class=header>Title I</div><article><h1>Noise Act</h1>";
    for (int i = 1; i <= 6; ++i) {
        law += "<div class=header>Article " + std::to_string(i) +
               "</div><p>Whoever makes noise after ten o'clock in the evening pays a fine of 50 "
               "euros to the town in which it was heard.</p><div class=caption>Note</div>";
    }
    law += "</article><aside>Amended by Act 7.</aside></body></html>";
    const std::string without_mark = law.substr(0, law.find('%')) + law.substr(law.find('%') + 1);
    std::string text = page(without_mark).text;
    for (const char* piece : {"Title I", "Article 1", "Article 6", "Note", "Amended by"}) {
        EXPECT_NE(text.find(piece), std::string::npos) << piece;
    }
    // Without numbered articles, by what it says of itself.
    for (const char* mark : {"<meta property='eli:title' content='Noise Act'>",
                             "<script type='application/ld+json'>{\"@type\":\"Legislation\","
                             "\"name\":\"Noise Act\"}</script>"}) {
        std::string marked = law;
        marked.replace(marked.find('%'), 1, mark);
        for (std::size_t at = 0; (at = marked.find(">Article ")) != std::string::npos;) {
            marked.replace(at, 9, ">On ");
        }
        text = page(marked).text;
        EXPECT_NE(text.find("On 6"), std::string::npos) << mark;
        EXPECT_NE(text.find("Amended by"), std::string::npos) << mark;
    }
}

TEST(HtmlLaw, MakesSegmentsOfArticlesThatAreNoHeadings) {
    struct Row {
        const char* html;
        std::vector<std::string> articles;
    };
    const Row rows[] = {
        {"<p class=H>Статья 1.&nbsp;Задачи</p><p>текст</p><p>Статья 2. Право</p><p>Статья 1 и "
         "статья 2 "
         "применяются также в случаях, которые в них не названы, и потому эта фраза длинна;</p>",
         {"Статья 1. Задачи", "Статья 2. Право"}},
        {"<div>المادة\n الاولى</div><div>a</div><div>المادة <span>2</span></div><div>b</div>",
         {"المادة الاولى", "المادة 2"}},
        {"<p>Article premier</p><p>a</p><p>Article 2</p><p>b</p>",
         {"Article premier", "Article 2"}},
        {"<p>§ 1</p><p>a</p><p>§ 2 Zweck</p><p>b</p>", {"§ 1", "§ 2 Zweck"}},
        {"<div>第一条 目的</div><p>a</p><div>第二条</div><p>b</p>", {"第一条 目的", "第二条"}},
        {"<pre>КОДЕКС ОБ ОХОТЕ\n\n     Статья 1. Задачи\n\n     текст\n     Статья 2. "
         "Право\n</pre>",
         {"Статья 1. Задачи", "Статья 2. Право"}},
        // One mention makes no law.
        {"<p>Article 5</p><p>a</p>", {}},
        {"<p>Art is long</p><p>Art is short</p><p>Art</p>", {}},
    };
    for (const Row& row : rows) {
        std::vector<std::string> articles;
        const Document document = page(row.html);
        for (const Segment& segment : document.segments) {
            if (segment.kind == SegmentKind::article) articles.push_back(segment.label);
        }
        // The last of them may have no text of its own.
        std::vector<std::string> headings;
        for (const Segment& segment : document.segments) {
            if (segment.kind == SegmentKind::heading) headings.push_back(segment.label);
        }
        EXPECT_EQ(headings, row.articles) << row.html;
        EXPECT_LE(articles.size(), headings.size());
    }
}

TEST(HtmlLaw, TakesTheTitleFromAboveTheLawWhereTheStatedOneIsOfTheSite) {
    const std::string law = "<p>Article 1</p><p>a</p><p>Article 2</p><p>b</p>";
    struct Row {
        const char* above;
        const char* title;
    };
    const Row rows[] = {
        {"<p class=reference>02010L0031</p><p class=title-doc-first>DIRECTIVE 2010/31/EU</p>"
         "<p class=title-doc-first>of 19 May 2010</p><p class=title-doc-last>(recast)</p><p>Text",
         "DIRECTIVE 2010/31/EU of 19 May 2010 (recast)"},
        {"<p><a href=/>Important legal notice</a></p><p><b>Council Directive 98/52/EC of 13 July "
         "1998 "
         "on the burden of proof in cases of discrimination</b></p><p>Whereas",
         "Council Directive 98/52/EC of 13 July 1998 on the burden of proof in cases of "
         "discrimination"},
        {"<p>РОССИЙСКАЯ ФЕДЕРАЦИЯ</p><p>&nbsp;</p><p class=T>Жилищный кодекс</p><p>Принят",
         "РОССИЙСКАЯ ФЕДЕРАЦИЯ Жилищный кодекс"},
        {"<p>مرسوم اتحادي رقم 95 لسنة 1981</p><p>نحن رئيس الدولة</p>",
         "مرسوم اتحادي رقم 95 لسنة 1981"},
        {"<p><a href='' onclick='x()'>Decree 4 of 1998</a></p><p>Issued on 21/02/1998</p>"
         "<p>Concerning banks and their licences</p><p>The minister,",
         "Decree 4 of 1998 Concerning banks and their licences"},
        {"<pre>\n           Repealed by the act of\n            24.07.2002, N 96\n\n\n"
         "            Code of Procedure\n              of the Union\n\n"
         "            PART ONE\n     Text of it\n</pre>",
         "Code of Procedure of the Union"},
    };
    for (const Row& row : rows) {
        const Document document = page("<title>Complex</title>" + std::string(row.above) + law);
        EXPECT_EQ(document.title, row.title);
        EXPECT_NE(document.metadata_json.find("\"stated_title\":\"Complex\""), std::string::npos);
    }
    // A title that stands in the page is right.
    EXPECT_EQ(page("<title>The Noise Act 1998</title><p>THE NOISE ACT 1998</p>" + law).title,
              "The Noise Act 1998");
}

TEST(HtmlContent, SaysHowMuchIsLeftOut) {
    // "Home News", and the heading, which is the title.
    const std::string html = news_page("", "<nav>Home News</nav>");
    EXPECT_NE(page(html).metadata_json.find("\"left_out_bytes\":20"), std::string::npos)
        << page(html).metadata_json;
    EXPECT_EQ(page("<p>all of it").metadata_json, "");
}

TEST(Html, TakesIdsOfHeadingsFromThePage) {
    const Document document = page(
        "<h2 id='Art_5'>Article 5</h2><p>a</p><section id=s6><h2>Article 6</h2><p>b</p></section>");
    ASSERT_EQ(document.segments.size(), 4u);
    EXPECT_EQ(document.segments[1].id, "art-5");
    EXPECT_EQ(document.segments[1].kind, SegmentKind::article);
    EXPECT_EQ(document.segments[3].id, "s6");
}

TEST(HtmlMetadata, ReadsDatesFromTheMostTrustworthyPlace) {
    struct Row {
        const char* head;
        const char* date;
    };
    const Row rows[] = {
        {"<script "
         "type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2020-01-02\"}</"
         "script>"
         "<meta property='article:published_time' content='2019-01-01'>",
         "2020-01-02"},
        {"<script type='application/ld+json'>{broken</script>"
         "<meta property='article:published_time' content='2019-01-01T23:59:59-05:00'>",
         "2019-01-01"},
        {"<meta name='DC.date' content='2018-07'>", "2018-07"},
        {"<meta name='citation_publication_date' content='2017/3/9'>", "2017-03-09"},
        {"<time datetime='2016-05-04T10:00'>4 May</time>", "2016-05-04"},
        {"<time pubdate datetime='2016'>x</time><time datetime='2015'>y</time>", "2016"},
        {"<time datetime='2016-05-04'>x</time><time datetime='2015-01-01'>y</time>", ""},
        {"<meta name='date' content='yesterday'>", ""},
        {"<meta property='article:published_time' content='0001-01-01T00:00:00'>", ""},
        {"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"description\":\"a\nb\","
         "\"datePublished\":\"2020-01-03\"}</script>",
         "2020-01-03"},
        {"<link rel=canonical href='https://a.example/2019/11/20/title'>", "2019-11-20"},
        {"<link rel=canonical href='https://a.example/news/2019-11-20-title'>", "2019-11-20"},
        {"<link rel=canonical href='https://a.example/news/20191120/title'>", "2019-11-20"},
        {"<link rel=canonical href='https://a.example/news/2019112034'>", ""},
        {"<link rel=canonical href='https://a.example/2019/11/title'>", ""},
        {"<link rel=canonical href='https://a.example/2019/13/41/'>", ""},
        {"", ""},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(to_string(page(std::string(row.head) + "<p>text").published), row.date)
            << row.head;
    }
}

TEST(HtmlMetadata, ReadsEli) {
    const Document document = page(
        "<title>Site</title>"
        "<meta about='http://data.europa.eu/eli/reg/2016/679/oj' typeof='eli:LegalResource'>"
        "<meta about='http://data.europa.eu/eli/reg/2016/679/oj' property='eli:date_document' "
        "content='2016-04-27' datatype='xsd:date'>"
        "<meta about='x' typeof='eli:LegalExpression' property='eli:title' "
        "content='General Data Protection Regulation' lang='en'><p>Text");
    EXPECT_EQ(document.work_id, "http://data.europa.eu/eli/reg/2016/679/oj");
    EXPECT_EQ(document.kind, "law");
    EXPECT_EQ(document.title, "General Data Protection Regulation");
    EXPECT_EQ(to_string(document.published), "2016-04-27");
}

TEST(HtmlMetadata, ParsesDatesAsPagesWriteThem) {
    struct Row {
        const char* text;
        const char* date;
    };
    const Row rows[] = {
        {"2019-11-18T10:00:00Z", "2019-11-18"},
        {"2019-11", "2019-11"},
        {"2019", "2019"},
        {"2019/11/18 10:00", "2019-11-18"},
        {"2019.1.8", "2019-01-08"},
        {"Mon, 18 Nov 2019 10:00:00 GMT", "2019-11-18"},
        {"November 18, 2019", "2019-11-18"},
        {"18th Sept. 2019", ""},
        {"18 Sept. 2019", "2019-09-18"},
        {"11/12/2019", ""},
        {"30 Feb 2019", ""},
        {"", ""},
        {"soon", ""},
    };
    for (const Row& row : rows) {
        const auto period = parse_page_date(row.text);
        EXPECT_EQ(period ? to_string(*period) : "", row.date) << row.text;
    }
}

TEST(HtmlMetadata, FindsTheDateWherePagesWriteIt) {
    struct Row {
        const char* lang;
        const char* body;
        const char* date;
    };
    const Row rows[] = {
        {"de", "<span class='article-date'>Veröffentlicht am 3. Mai 2021</span>", "2021-05-03"},
        {"fr", "<p class='post_date'>Publié le 1er août 2018 à 10:30</p>", "2018-08-01"},
        {"de", "<p class='date'>3. Mai 2021, 10:30 Uhr</p>", "2021-05-03"},
        {"zh-Hans", "<p class='date'>2021年8月20日 08:05</p>", "2021-08-20"},
        {"es", "<div class='entry-date published'>13 de mayo de 2013</div>", "2013-05-13"},
        {"zh-Hans", "<span class='pub-time'>发布时间：2023年5月6日</span>", "2023-05-06"},
        {"ja", "<p class='date'>令和元年五月一日</p>", "2019-05-01"},
        {"ru", "<div class='news-date'>20 августа 2021</div>", "2021-08-20"},
        {"en", "<span itemprop='datePublished'>4 March 2020</span>", "2020-03-04"},
        {"th", "<time class='published'>20 สิงหาคม 2564</time>", "2021-08-20"},
        {"en", "<p class='byline'>By Jane Doe, 4 March 2020</p>", "2020-03-04"},
        // Not clear, or no such place.
        {"en", "<p>On 4 March 2020 it was decided.</p>", ""},
        {"en", "<p class='date'>4 March 2020</p><p class='date'>5 March 2020</p>", ""},
        {"en", "<p class='date-updated updated-date'>4 March 2020</p>", ""},
        {"en", "<p class='date'>03/04/2020</p>", ""},
        {"en", "<p class='date'>March 2020</p>", ""},
        {"en", "<p class='candidate'>4 March 2020, said she</p>", ""},
    };
    for (const Row& row : rows) {
        const std::string html = std::string("<html lang='") + row.lang + "'><body><h1>T</h1>" +
                                 row.body + "<p>text of the page</p>";
        EXPECT_EQ(to_string(page(html).published), row.date) << row.body;
    }
}

TEST(HtmlMetadata, TakesTheSiteOffATitleWhereThatIsClear) {
    struct Row {
        const char* title;
        const char* heading;
        const char* site;
        const char* want;
    };
    const Row rows[] = {
        {"Budget passed | The Herald", "", "The Herald", "Budget passed"},
        {"The Herald - Budget passed", "", "the herald", "Budget passed"},
        {"Budget passed - News - The Herald", "Budget passed", "", "Budget passed"},
        {"Budget passed | The Herald", "", "", "Budget passed | The Herald"},
        {"Part 2 - Scope", "", "", "Part 2 - Scope"},
        {"Part 2 – Scope and aims | Law", "Part 2 – Scope and aims", "", "Part 2 – Scope and aims"},
        {"憲法｜見本", "", "見本", "憲法"},
        {"A longer title of a page | Herald", "Herald", "", "A longer title of a page"},
        {"", "H", "S", ""},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(title_without_site(row.title, row.heading, row.site), row.want) << row.title;
    }
}

TEST(HtmlMetadata, PrefersTheHeadingToATitleThatSaysNothing) {
    EXPECT_EQ(page("<title>Complex</title><h1>Law on Reading</h1><p>x").title, "Law on Reading");
    EXPECT_EQ(page("<title>Law on Reading - Portal</title><h1>Portal</h1><p>x").title,
              "Law on Reading");
    EXPECT_EQ(page("<title>Law</title><h1>a</h1><h1>b</h1>").title, "Law");
    EXPECT_EQ(page("<h2>Only a subheading</h2><p>x").title, "Only a subheading");
}

TEST(HtmlMetadata, ReadsTheLanguageThatMarkupDeclares) {
    struct Row {
        const char* html;
        const char* lang;
    };
    const Row rows[] = {
        {"<html lang='DE-ch'><p>x", "de-CH"},
        {"<html xml:lang='fr'><p>x", "fr"},
        {"<meta http-equiv='content-language' content='ru, en'><p>x", "ru"},
        {"<meta property='og:locale' content='zh_TW'><p>x", "zh-TW"},
        {"<html lang=''><p>x", "und"},
        {"<html lang='English'><p>x", "und"},
    };
    for (const Row& row : rows) EXPECT_EQ(page(row.html).lang, row.lang) << row.html;
}

TEST(HtmlCharset, FollowsWhatThePageDeclares) {
    struct Row {
        std::string html;
        const char* text;
    };
    const Row rows[] = {
        {"<meta charset=windows-1251><p>\xCF\xF0\xE8\xE2\xE5\xF2", "Привет"},
        {"<META HTTP-EQUIV='Content-Type' CONTENT='text/html; "
         "charset=KOI8-R'><p>\xF0\xD2\xC9\xD7\xC5\xD4",
         "Привет"},
        {"<?xml version='1.0' encoding='iso-8859-2'?><html><p>\xB1", "ą"},
        {"\xEF\xBB\xBF<meta charset=windows-1251><p>Größe", "Größe"},
        {"<script>var charset='koi8-r'</script><meta charset=utf-8><p>Größe", "Größe"},
    };
    for (const Row& row : rows) EXPECT_EQ(page(row.html).text, row.text) << row.html;
}

TEST(StripTags, GivesTheTextOfAnyMarkup) {
    struct Row {
        const char* html;
        const char* text;
    };
    const Row rows[] = {
        {"<p>a</p><p>b</p>", "a\n\nb"},
        {"a &lt;b&gt; &eacute; &#233; &#xE9; &bogus; &", "a <b> é é é &bogus; &"},
        {"a<!-- <p>no</p> -->b", "ab"},
        {"a<!-- never closed b", "a<!-- never closed b"},
        {"<script>if (a<b) {}</script>x", "x"},
        {"<style>p>a{}</style>x<title>T</title>y", "xy"},
        {"<h2>T</h2>x", "T\n\nx"},
        {"<p title='a > b'>x", "x"},
        {"<p title='never closed>x<p>y", "x\n\ny"},
        {"1 < 2 and 3 > 2", "1 < 2 and 3 > 2"},
        {"<ruby>漢<rt>kan</ruby>字", "漢字"},
        {"<pre>a\n b</pre>", "a\n b"},
        {"<td>a<td>b", "a\tb"},
        {"<template>no</template>x", "x"},
        {"<title>never closed<p>x", "x"},
    };
    for (const Row& row : rows) {
        BlockText out;
        std::string title;
        strip_tags(row.html, out, title);
        std::string text;
        std::vector<Segment> segments;
        out.finish(text, segments);
        EXPECT_EQ(text, row.text) << row.html;
    }
}

TEST(EntityDecoder, DecodesNumbersAndNames) {
    EntityDecoder entities;
    EXPECT_EQ(entities.decode("&#0;&#55296;&#128;&#x110000;&#99999999999999;"),
              "\xEF\xBF\xBD\xEF\xBF\xBD€\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(entities.decode("&CounterClockwiseContourIntegral;&NotEqualTilde;"), "∳≂̸");
    EXPECT_EQ(entities.decode("AT&T &; &amp &#; &#x; a&b"), "AT&T &; &amp &#; &#x; a&b");
}

}  // namespace
}  // namespace gazette
