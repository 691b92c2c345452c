/* Laid under a running server (LD_PRELOAD): counts what it does to the files of its data folder, and stops the process
 * at the one that CRASH_AT names, as `kill -9` would: before a flush, a cut or a removal, in the middle of a write.
 * Each is named in the file CRASH_LOG. While there is a file FULL_WHILE, the disk is full: nothing more is written. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_long done;

static const char *below(const char *path) {
  const char *data = getenv("CRASH_DATA");
  return data && strncmp(path, data, strlen(data)) == 0 ? path + strlen(data) : NULL;
}

/* Whether this is where the process stops. */
static int stops(const char *what, const char *file) {
  long n = atomic_fetch_add(&done, 1) + 1;
  const char *log = getenv("CRASH_LOG"), *at = getenv("CRASH_AT");
  if (log) {
    int fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    dprintf(fd, "%ld %s %s\n", n, what, file);
    close(fd);
  }
  return at && n == atol(at);
}

/* The name of an open file; one that is not in the data folder is no matter. */
static const char *file_of(int fd) {
  static _Thread_local char path[PATH_MAX];
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return NULL;
  path[length] = 0;
  return below(path);
}

static int stops_at(const char *what, int fd) {
  const char *file = file_of(fd);
  return file && stops(what, file);
}

/* Whether there is no room for what is written now. */
static int full(int fd) {
  const char *flag = getenv("FULL_WHILE");
  if (!flag || access(flag, F_OK) != 0 || !file_of(fd)) return 0;
  errno = ENOSPC;
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t count) {
  if (full(fd)) return -1;
  if (stops_at("write", fd)) {
    REAL(write)(fd, bytes, count / 2);
    _exit(137);
  }
  return REAL(write)(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
  if (full(fd)) return -1;
  if (stops_at("write", fd)) {
    REAL(pwrite)(fd, bytes, count / 2, at);
    _exit(137);
  }
  return REAL(pwrite)(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  if (full(fd)) return -1;
  if (stops_at("write", fd)) {
    REAL(pwrite64)(fd, bytes, count / 2, at);
    _exit(137);
  }
  return REAL(pwrite64)(fd, bytes, count, at);
}

int fsync(int fd) {
  if (stops_at("flush", fd)) _exit(137);
  return REAL(fsync)(fd);
}

int fdatasync(int fd) {
  if (stops_at("flush", fd)) _exit(137);
  return REAL(fdatasync)(fd);
}

int ftruncate(int fd, off_t length) {
  if (stops_at("cut", fd)) _exit(137);
  return REAL(ftruncate)(fd, length);
}

int ftruncate64(int fd, off64_t length) {
  if (stops_at("cut", fd)) _exit(137);
  return REAL(ftruncate64)(fd, length);
}

int unlink(const char *path) {
  const char *file = below(path);
  if (file && stops("removal", file)) _exit(137);
  return REAL(unlink)(path);
}
