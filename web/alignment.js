// Which pieces of two texts belong together, and where two texts differ. No elements here.

const CELLS_AT_MOST = 1000000;  // of the table of a comparison: beyond, all between the equal ends differs

// The longest rising run of numbers, as indices.
function rising(numbers) {
    const tails = [];  // index of the smallest number that ends a run of each length
    const before = [];
    numbers.forEach((number, at) => {
        let [low, high] = [0, tails.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if (numbers[tails[middle]] < number) low = middle + 1;
            else high = middle;
        }
        before[at] = low > 0 ? tails[low - 1] : -1;
        tails[low] = at;
    });
    const run = [];
    for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at]) run.push(at);
    return run.reverse();
}

// What has the same key in both, in the same order: [[index in one, index in other]].
function anchors(one, other) {
    const places = new Map(other.map((key, at) => [key, at]).filter(([key]) => key !== null).reverse());
    const common = one.flatMap((key, at) => (key !== null && places.has(key) ? [[at, places.get(key)]] : []));
    return rising(common.map(([, at]) => at)).map((at) => common[at]);
}

// Rows of two lists of pieces, each {keys: [most telling first]}: [[index or null, index or null]]. What no key
// brings together stands side by side where there is as much of it in both, else in rows of its own.
export function aligned(one, other) {
    const by_key = Array.from({length: Math.max(0, ...one.map(({keys}) => keys.length))}, (nothing, at) => anchors(
        one.map(({keys}) => keys[at] ?? null), other.map(({keys}) => keys[at] ?? null)));
    const best = by_key.reduce((most, found) => (found.length > most.length ? found : most), []);
    const rows = [];
    let [left, right] = [0, 0];
    for (const [to_left, to_right] of [...best, [one.length, other.length]]) {
        const equal = to_left - left === to_right - right;
        while (left < to_left) rows.push([left++, equal ? right++ : null]);
        while (right < to_right) rows.push([null, right++]);
        if (left < one.length && right < other.length) rows.push([left++, right++]);
    }
    return rows;
}

// Words, single Chinese characters, and what stands between them.
function tokens(text) {
    return text.match(/\p{Script=Han}|[\p{L}\p{M}\p{N}]+|\s+|[^]/gu) ?? [];
}

// Where two texts differ: [ranges of one, ranges of other], as [begin, end] in UTF-16 units. White space does not count.
export function differences(one, other) {
    const [a, b] = [tokens(one), tokens(other)];
    const same = (i, j) => a[i] === b[j] || (/^\s/.test(a[i]) && /^\s/.test(b[j]));
    let begin = 0;
    while (begin < a.length && begin < b.length && same(begin, begin)) ++begin;
    let [a_end, b_end] = [a.length, b.length];
    while (a_end > begin && b_end > begin && same(a_end - 1, b_end - 1)) [a_end, b_end] = [a_end - 1, b_end - 1];
    const [kept_a, kept_b] = [new Set(), new Set()];
    const [height, width] = [a_end - begin, b_end - begin];
    if (height * width <= CELLS_AT_MOST) {
        // How many tokens are common behind each pair of places.
        const common = new Uint16Array((height + 1) * (width + 1));
        for (let i = height - 1; i >= 0; --i) {
            for (let j = width - 1; j >= 0; --j) {
                common[i * (width + 1) + j] = same(begin + i, begin + j) ? common[(i + 1) * (width + 1) + j + 1] + 1
                    : Math.max(common[(i + 1) * (width + 1) + j], common[i * (width + 1) + j + 1]);
            }
        }
        for (let [i, j] = [0, 0]; i < height && j < width;) {
            if (same(begin + i, begin + j)) {
                kept_a.add(begin + i++);
                kept_b.add(begin + j++);
            } else if (common[(i + 1) * (width + 1) + j] >= common[i * (width + 1) + j + 1]) ++i;
            else ++j;
        }
    }
    const ranges = (text, list, kept, end) => {
        const found = [];
        let at = 0;
        list.forEach((token, index) => {
            const differs = index >= begin && index < end && !kept.has(index);
            if (differs && found.at(-1)?.[1] === at) found.at(-1)[1] += token.length;
            else if (differs) found.push([at, at + token.length]);
            at += token.length;
        });
        return found.filter(([from, to]) => text.slice(from, to).trim() !== "");
    };
    return [ranges(one, a, kept_a, a_end), ranges(other, b, kept_b, b_end)];
}
