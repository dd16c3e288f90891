/* What would be on the disk if the power went now: every file under $POWER_FROM as it was when it was last synced, kept under $POWER_TO.

Loaded before libc (LD_PRELOAD). A sync of a file keeps its content and its name, as ext4 does. Mapped files count when they are synced with
msync. Renames and removals are put right afterwards by power.py: not all of them go through libc. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int place(const char *path, char *out, size_t size) {
    const char *from = getenv("POWER_FROM"), *to = getenv("POWER_TO");
    if (!from || !to || strncmp(path, from, strlen(from)) != 0) return 0;
    return snprintf(out, size, "%s%s", to, path + strlen(from)) < (int)size;
}

static void make_folders(char *path) {
    for (char *at = path + 1; (at = strchr(at, '/')); at++) {
        *at = 0;
        mkdir(path, 0700);
        *at = '/';
    }
}

static void keep(const char *path) {
    char target[4096], fresh[4200];
    struct stat told;
    if (!place(path, target, sizeof target) || stat(path, &told) || !S_ISREG(told.st_mode)) return;
    make_folders(target);
    snprintf(fresh, sizeof fresh, "%s.fresh", target);
    int in = open(path, O_RDONLY | O_CLOEXEC), out = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    static char buffer[1 << 16];
    for (off_t at = 0, end; in >= 0 && out >= 0 && (at = lseek(in, at, SEEK_DATA)) >= 0; at = end) {
        end = lseek(in, at, SEEK_HOLE);
        for (off_t next = at; next < end;) {
            ssize_t got = pread(in, buffer, end - next < (off_t)sizeof buffer ? (size_t)(end - next) : sizeof buffer, next);
            if (got <= 0 || pwrite(out, buffer, got, next) != got) break;
            next += got;
        }
    }
    if (out >= 0 && ftruncate(out, told.st_size) == 0) renameat(AT_FDCWD, fresh, AT_FDCWD, target);
    if (in >= 0) close(in);
    if (out >= 0) close(out);
}

static void keep_file(int file) {
    char link[64], path[4096];
    int before = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length > 0) {
        path[length] = 0;
        pthread_mutex_lock(&lock);
        keep(path);
        pthread_mutex_unlock(&lock);
    }
    errno = before;
}

int fsync(int file) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    int told = real(file);
    if (told == 0) keep_file(file);
    return told;
}

int fdatasync(int file) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    int told = real(file);
    if (told == 0) keep_file(file);
    return told;
}

int msync(void *start, size_t size, int flags) {
    int (*real)(void *, size_t, int) = dlsym(RTLD_NEXT, "msync");
    int told = real(start, size, flags);
    char line[4400], path[4096];
    unsigned long first, last;
    if (told || !(flags & MS_SYNC)) return told;
    pthread_mutex_lock(&lock);
    FILE *maps = fopen("/proc/self/maps", "re");
    while (maps && fgets(line, sizeof line, maps))
        if (sscanf(line, "%lx-%lx %*s %*s %*s %*s %4095[^\n]", &first, &last, path) == 3 && first <= (unsigned long)start && (unsigned long)start < last)
            keep(path);
    if (maps) fclose(maps);
    pthread_mutex_unlock(&lock);
    return told;
}
