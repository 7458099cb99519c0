/* A disk that fails on demand, laid before the C library of one process (LD_PRELOAD).
 *
 * Only files below LW_DISK_ROOT are concerned. The block of memory in the file LW_DISK_CONTROL is shared with the test: it arms the
 * disk ("the n-th write from now fails with EIO", "the n-th fsync kills the process") and reads what happened. Where LW_DISK_LOG is
 * set, what was not yet synced is written down, so that the test can take it away again: what a power cut would have taken.
 *
 * .NET reaches the C library through libSystem.Native, SQLite through libe_sqlite3, P/Invoke through dlsym: all three come by here. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, RENAME = 4, TRUNCATE = 8, CREATE = 16, UNLINK = 32, MKDIR = 64 };
enum { PAGE = 4096 };

struct control {
    uint32_t armed;      /* 1: count, and let the n-th call fail */
    uint32_t mask;       /* which calls count */
    int64_t at;          /* which one fails, from 1; 0: none */
    int32_t error;       /* errno; 0: the process is killed */
    uint32_t until;      /* 1: all later calls fail too, until disarmed */
    uint32_t torn;       /* 1: half of a failing write reaches the file */
    uint32_t after;      /* 1: a killed call is done first */
    int64_t seen;        /* calls that counted since armed */
    int64_t fired;       /* calls that failed */
    char what[512];      /* the first one that failed */
    char skip[64];       /* paths that contain this do not count; empty: all count */
    char only[64];       /* only paths that end with this count; empty: all count */
};

static struct control *control;
static const char *root;
static size_t root_length;
static int log_fd = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long saved;

static int (*real_open)(const char *, int, ...);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_pwritev)(int, const struct iovec *, int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_fallocate)(int, off_t, off_t);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);
static int (*real_mkdir)(const char *, mode_t);
static void *(*real_dlsym)(void *, const char *);

__attribute__((constructor)) static void begin(void) {
    real_dlsym = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
    if (!real_dlsym) real_dlsym = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
    real_open = real_dlsym(RTLD_NEXT, "open64");
    real_write = real_dlsym(RTLD_NEXT, "write");
    real_pwrite = real_dlsym(RTLD_NEXT, "pwrite64");
    real_pwritev = real_dlsym(RTLD_NEXT, "pwritev64");
    real_fsync = real_dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = real_dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = real_dlsym(RTLD_NEXT, "ftruncate64");
    real_fallocate = real_dlsym(RTLD_NEXT, "posix_fallocate64");
    real_rename = real_dlsym(RTLD_NEXT, "rename");
    real_unlink = real_dlsym(RTLD_NEXT, "unlink");
    real_mkdir = real_dlsym(RTLD_NEXT, "mkdir");
    const char *path = getenv("LW_DISK_CONTROL");
    int fd = path ? real_open(path, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0) return;
    struct control *shared = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (shared == MAP_FAILED) return;
    root = getenv("LW_DISK_ROOT");
    root_length = strlen(root);
    if (getenv("LW_DISK_LOG")) log_fd = real_open(getenv("LW_DISK_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    control = shared;
}

/* True where the path lies below the root and its content has to survive. SQLite's shared memory is made anew after every crash. */
static int is_ours(const char *path) {
    if (!control || !path || strncmp(path, root, root_length) != 0) return 0;
    size_t length = strlen(path);
    return length < 4 || strcmp(path + length - 4, "-shm") != 0;
}

static int path_of(int fd, char *path, size_t size) {
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = control ? readlink(link, path, size - 1) : -1;
    if (length <= 0) return 0;
    path[length] = 0;
    return is_ours(path);
}

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

static int ends_with(const char *path, const char *end) {
    size_t length = strlen(path), tail = strlen(end);
    return length >= tail && strcmp(path + length - tail, end) == 0;
}

/* Counts a call. Returns 0 to go on, or the errno it has to fail with; does not return where the process is to be killed before it. */
static int judge(int kind, const char *name, const char *path, int *kill_after) {
    *kill_after = 0;
    if (!__atomic_load_n(&control->armed, __ATOMIC_ACQUIRE) || !(control->mask & kind)) return 0;
    if (control->skip[0] && strstr(path, control->skip)) return 0;
    if (control->only[0] && !ends_with(path, control->only)) return 0;
    int64_t number = __atomic_add_fetch(&control->seen, 1, __ATOMIC_ACQ_REL);
    if (control->at == 0 || number < control->at || (number > control->at && !control->until)) return 0;
    if (__atomic_fetch_add(&control->fired, 1, __ATOMIC_ACQ_REL) == 0)
        snprintf(control->what, sizeof control->what, "%s %s", name, path + root_length);
    if (control->error) return control->error;
    if (!control->after) die();
    *kill_after = 1;
    return 0;
}

/* One line of the log: a letter, two numbers, a path, and bytes. */
static void note(char letter, int64_t one, int64_t two, const char *path, const void *bytes, size_t size) {
    if (log_fd < 0) return;
    char head[1200];
    int length = snprintf(head, sizeof head, "%c %lld %lld %zu %s\n", letter, (long long)one, (long long)two, size, path);
    struct iovec parts[2] = { { head, (size_t)length }, { (void *)bytes, size } };
    writev(log_fd, parts, size ? 2 : 1);
}

/* Writes down what a range of a file holds before it is changed, in whole pages, and how long the file was. */
static void note_before(int fd, off_t from, size_t length, const char *path) {
    if (log_fd < 0) return;
    struct stat now;
    if (fstat(fd, &now) != 0 || !S_ISREG(now.st_mode)) return;
    int reader = real_open(path, O_RDONLY | O_CLOEXEC);
    if (reader < 0) return;
    for (off_t page = from / PAGE * PAGE; page < from + (off_t)length; page += PAGE) {
        char bytes[PAGE];
        ssize_t size = page < now.st_size ? pread(reader, bytes, PAGE, page) : 0;
        note('w', page, now.st_size, path, bytes, size > 0 ? (size_t)size : 0);
    }
    close(reader);
}

/* Keeps what a name stands for, so that a change of it can be taken back. */
static void note_name(char letter, const char *path, const char *other) {
    if (log_fd < 0) return;
    char kept[1100] = "";
    struct stat now;
    long number = 0;
    if (other && lstat(other, &now) == 0) {
        number = __atomic_add_fetch(&saved, 1, __ATOMIC_ACQ_REL);
        snprintf(kept, sizeof kept, "%s.%d.%ld", getenv("LW_DISK_LOG"), getpid(), number);
        if (link(other, kept) != 0) number = 0;
    }
    note(letter, getpid(), number, other ? other : path, path, strlen(path));
}

#define BEGIN_FD(kind, name)                                                \
    char path[1024];                                                        \
    int killing = 0, failing = 0, ours = path_of(fd, path, sizeof path);    \
    if (ours) {                                                             \
        failing = judge(kind, name, path, &killing);                        \
        pthread_mutex_lock(&lock);                                          \
    }
#define END                                                                 \
    int kept = errno;                                                       \
    if (ours) pthread_mutex_unlock(&lock);                                  \
    if (killing) die();                                                     \
    errno = kept;                                                           \
    return result;

ssize_t write(int fd, const void *bytes, size_t size) {
    if (!control) return real_write ? real_write(fd, bytes, size) : syscall(SYS_write, fd, bytes, size);
    BEGIN_FD(WRITE, "write")
    ssize_t result = -1;
    if (ours) {
        off_t at = lseek(fd, 0, SEEK_CUR);
        struct stat now;
        if (fcntl(fd, F_GETFL) & O_APPEND && fstat(fd, &now) == 0) at = now.st_size;
        note_before(fd, at, size, path);
    }
    if (failing) {
        if (control->torn && size > 1) real_write(fd, bytes, size / 2);
        errno = failing;
    } else result = real_write(fd, bytes, size);
    END
}

static ssize_t pwrite_any(int fd, const void *bytes, size_t size, off_t at) {
    BEGIN_FD(WRITE, "pwrite")
    ssize_t result = -1;
    if (ours) note_before(fd, at, size, path);
    if (failing) {
        if (control->torn && size > 1) real_pwrite(fd, bytes, size / 2, at);
        errno = failing;
    } else result = real_pwrite(fd, bytes, size, at);
    END
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) { return pwrite_any(fd, bytes, size, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) { return pwrite_any(fd, bytes, size, at); }

static ssize_t pwritev_any(int fd, const struct iovec *parts, int count, off_t at) {
    size_t size = 0;
    for (int i = 0; i < count; i++) size += parts[i].iov_len;
    BEGIN_FD(WRITE, "pwritev")
    ssize_t result = -1;
    if (ours) note_before(fd, at, size, path);
    if (failing) errno = failing;
    else result = real_pwritev(fd, parts, count, at);
    END
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return pwritev_any(fd, parts, count, at); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { return pwritev_any(fd, parts, count, at); }

/* A failed sync throws the pages away and marks them clean, as Linux does: later syncs succeed and the bytes are lost all the same. */
static int sync_any(int fd, int (*real)(int), const char *name) {
    BEGIN_FD(SYNC, name)
    int result = -1;
    if (failing) {
        note('l', 0, 0, path, NULL, 0);
        errno = failing;
    } else {
        result = ours && log_fd >= 0 ? 0 : real(fd); /* with a log, the log is the disk: nothing to wait for */
        if (ours && result == 0) note('s', 0, 0, path, NULL, 0);
    }
    END
}
int fsync(int fd) { return control ? sync_any(fd, real_fsync, "fsync") : (int)syscall(SYS_fsync, fd); }
int fdatasync(int fd) { return control ? sync_any(fd, real_fdatasync, "fdatasync") : (int)syscall(SYS_fdatasync, fd); }

static int ftruncate_any(int fd, off_t size) {
    BEGIN_FD(TRUNCATE, "ftruncate")
    int result = -1;
    if (ours && log_fd >= 0) {
        struct stat now;
        if (fstat(fd, &now) == 0 && size < now.st_size) note_before(fd, size, (size_t)(now.st_size - size), path);
        else note_before(fd, size, 1, path);
    }
    if (failing) errno = failing;
    else result = real_ftruncate(fd, size);
    END
}
int ftruncate(int fd, off_t size) { return ftruncate_any(fd, size); }
int ftruncate64(int fd, off64_t size) { return ftruncate_any(fd, size); }

static int fallocate_any(int fd, off_t from, off_t length) {
    BEGIN_FD(TRUNCATE, "posix_fallocate")
    int result = failing;
    if (ours && !failing) note_before(fd, from, 1, path);
    if (!failing) result = real_fallocate(fd, from, length);
    END
}
int posix_fallocate(int fd, off_t from, off_t length) { return fallocate_any(fd, from, length); }
int posix_fallocate64(int fd, off64_t from, off64_t length) { return fallocate_any(fd, from, length); }

static int open_any(const char *path, int flags, mode_t mode) {
    int killing = 0, failing = 0, ours = is_ours(path), made = 0;
    struct stat now;
    if (ours && (flags & O_CREAT) && lstat(path, &now) != 0) {
        made = 1;
        failing = judge(CREATE, "create", path, &killing);
    }
    int result = -1;
    if (failing) errno = failing;
    else {
        if (ours && !made && (flags & O_TRUNC) && log_fd >= 0) {
            int before = real_open(path, O_RDONLY | O_CLOEXEC);
            if (before >= 0) {
                struct stat old;
                if (fstat(before, &old) == 0 && old.st_size > 0) note_before(before, 0, (size_t)old.st_size, path);
                close(before);
            }
        }
        result = real_open(path, flags, mode);
    }
    int kept = errno;
    if (made && result >= 0) note('c', 0, 0, path, NULL, 0);
    if (killing) die();
    errno = kept;
    return result;
}
#define MODE mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { __builtin_va_list more; __builtin_va_start(more, flags); mode = __builtin_va_arg(more, int); __builtin_va_end(more); }
int open(const char *path, int flags, ...) { MODE if (!real_open) return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode); return open_any(path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE if (!real_open) return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode); return open_any(path, flags, mode); }

int rename(const char *from, const char *to) {
    if (!is_ours(to)) return real_rename(from, to);
    int killing, failing = judge(RENAME, "rename", to, &killing), result = -1;
    if (failing) errno = failing;
    else {
        pthread_mutex_lock(&lock);
        note_name('r', from, to);
        result = real_rename(from, to);
        pthread_mutex_unlock(&lock);
    }
    int kept = errno;
    if (killing) die();
    errno = kept;
    return result;
}

int unlink(const char *path) {
    if (!is_ours(path)) return real_unlink ? real_unlink(path) : (int)syscall(SYS_unlink, path);
    int killing, failing = judge(UNLINK, "unlink", path, &killing), result = -1;
    if (failing) errno = failing;
    else {
        pthread_mutex_lock(&lock);
        note_name('u', "", path);
        result = real_unlink(path);
        pthread_mutex_unlock(&lock);
    }
    int kept = errno;
    if (killing) die();
    errno = kept;
    return result;
}

int mkdir(const char *path, mode_t mode) {
    if (!is_ours(path)) return real_mkdir ? real_mkdir(path, mode) : (int)syscall(SYS_mkdir, path, mode);
    int killing, failing = judge(MKDIR, "mkdir", path, &killing), result = -1;
    if (failing) errno = failing;
    else result = real_mkdir(path, mode);
    int kept = errno;
    if (result == 0) note('c', 0, 0, path, NULL, 0);
    if (killing) die();
    errno = kept;
    return result;
}

/* P/Invoke asks by name. */
void *dlsym(void *library, const char *name) {
    if (!real_dlsym) {
        real_dlsym = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
        if (!real_dlsym) real_dlsym = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
    }
    if (control && library != RTLD_NEXT) {
        if (strcmp(name, "fsync") == 0) return (void *)fsync;
        if (strcmp(name, "fdatasync") == 0) return (void *)fdatasync;
        if (strcmp(name, "rename") == 0) return (void *)rename;
    }
    return real_dlsym(library, name);
}
