#include "indexer/extract/sandbox.h"

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <initializer_list>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace gazette {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// A sanitizer needs terabytes of address space, /proc and calls of its own.
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif

// Open files: the socket, what it carried, /dev/null, and what a library has open for a moment.
constexpr rlim_t kMaxOpenFiles = 64;

bool limit(__rlimit_resource resource, rlim_t value) {
    const rlimit wanted{value, value};
    return ::setrlimit(resource, &wanted) == 0;
}

void add_read_only(int ruleset, const char* path) {
    landlock_path_beneath_attr below{};
    below.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    below.parent_fd = ::open(path, O_PATH | O_CLOEXEC);
    if (below.parent_fd < 0) return;
    ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &below, 0);
    ::close(below.parent_fd);
}

bool restrict_files() {
    // All that the first version of Landlock knows.
    landlock_ruleset_attr rules{};
    rules.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
    const auto ruleset =
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, sizeof(rules), 0));
    if (ruleset < 0) return false;
    add_read_only(ruleset, "/usr");
    add_read_only(ruleset, "/etc/fonts");
    const bool done = ::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    ::close(ruleset);
    return done;
}

// What is not listed fails with EPERM, so that a library that tries may go on without.
bool restrict_calls() {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (filter == nullptr) return false;
    bool good = true;
    for (const int call : {
             SCMP_SYS(read),
             SCMP_SYS(write),
             SCMP_SYS(readv),
             SCMP_SYS(writev),
             // Files that the indexer opened come over the socket.
             SCMP_SYS(recvmsg),
             SCMP_SYS(pread64),
             SCMP_SYS(lseek),
             SCMP_SYS(close),
             SCMP_SYS(fstat),
             SCMP_SYS(newfstatat),
             SCMP_SYS(stat),
             SCMP_SYS(lstat),
             SCMP_SYS(statx),
             SCMP_SYS(access),
             SCMP_SYS(faccessat),
             SCMP_SYS(readlink),
             SCMP_SYS(readlinkat),
             SCMP_SYS(getcwd),
             SCMP_SYS(getdents64),
             SCMP_SYS(fcntl),
             SCMP_SYS(dup),
             SCMP_SYS(poll),
             SCMP_SYS(ppoll),
             SCMP_SYS(mmap),
             SCMP_SYS(munmap),
             SCMP_SYS(mprotect),
             SCMP_SYS(mremap),
             SCMP_SYS(madvise),
             SCMP_SYS(brk),
             SCMP_SYS(futex),
             SCMP_SYS(sched_yield),
             SCMP_SYS(rt_sigaction),
             SCMP_SYS(rt_sigprocmask),
             SCMP_SYS(rt_sigreturn),
             SCMP_SYS(sigaltstack),
             SCMP_SYS(tgkill),
             SCMP_SYS(getpid),
             SCMP_SYS(gettid),
             SCMP_SYS(exit),
             SCMP_SYS(exit_group),
             SCMP_SYS(clock_gettime),
             SCMP_SYS(clock_getres),
             SCMP_SYS(clock_nanosleep),
             SCMP_SYS(nanosleep),
             SCMP_SYS(gettimeofday),
             SCMP_SYS(time),
             SCMP_SYS(times),
             SCMP_SYS(getrandom),
             SCMP_SYS(getrusage),
             SCMP_SYS(getrlimit),
             SCMP_SYS(setrlimit),
             SCMP_SYS(sysinfo),
             SCMP_SYS(uname),
             SCMP_SYS(getuid),
             SCMP_SYS(geteuid),
             SCMP_SYS(getgid),
             SCMP_SYS(getegid),
             SCMP_SYS(restart_syscall),
             SCMP_SYS(rseq),
             SCMP_SYS(membarrier),
             SCMP_SYS(sched_getaffinity),
         }) {
        good = good && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
    }
    // Limits of itself alone.
    good = good &&
           seccomp_rule_add(
               filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A0(SCMP_CMP_EQ, 0, 0)) == 0;
    // Files to read alone.
    constexpr scmp_datum_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;
    good = good && seccomp_rule_add(filter,
                                    SCMP_ACT_ALLOW,
                                    SCMP_SYS(openat),
                                    1,
                                    SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY)) == 0;
    good = good && seccomp_rule_add(filter,
                                    SCMP_ACT_ALLOW,
                                    SCMP_SYS(open),
                                    1,
                                    SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY)) == 0;
    good = good && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return good;
}

}  // namespace

std::string restrict_process(const WorkerLimits& limits) {
    if (kIsSanitized) return "nothing: this program is built with a sanitizer";
    std::string in_force;
    std::string refused;
    const auto note = [&](bool done, const char* what) {
        std::string& list = done ? in_force : refused;
        if (!list.empty()) list += ", ";
        list += what;
    };
    const bool limited = limit(RLIMIT_AS, limits.memory_bytes) && limit(RLIMIT_CORE, 0) &&
                         limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, kMaxOpenFiles);
    note(limited, "limits");
    const bool may_restrict = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    note(may_restrict && restrict_files(), "files");
    note(may_restrict && restrict_calls(), "system calls");
    if (refused.empty()) return in_force;
    return in_force + "; the system refuses: " + refused;
}

void allow_cpu_seconds(unsigned seconds) {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    rlimit current{};
    ::getrlimit(RLIMIT_CPU, &current);
    // Whole seconds, begun ones count.
    current.rlim_cur =
        static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 2) + seconds;
    ::setrlimit(RLIMIT_CPU, &current);
}

}  // namespace gazette
