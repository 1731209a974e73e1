package mydocker.linux;

import com.kenai.jffi.Library;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/**
 * The functions of the C library that the chapters call, with C's own names and argument order. A
 * call that fails returns -1; {@link #check} turns that into an exception with the errno.
 */
public interface LibC {

  /** clone(2). The child runs {@code fn(arg)} on {@code stack}, which is the stack's high end. */
  int clone(Pointer fn, Pointer stack, int flags, Pointer arg);

  /** unshare(2), for the calling thread only. */
  int unshare(int flags);

  /** setns(2), for the calling thread only. */
  int setns(int fd, int nstype);

  /** getcontext(3). */
  int getcontext(Pointer ucp);

  /** makecontext(3), with as many arguments as a call can pass in registers. */
  void makecontext(
      Pointer ucp, Pointer func, int argc, long a, long b, long c, long d, long e, long f);

  /** mmap(2). */
  Pointer mmap(Pointer addr, long length, int prot, int flags, int fd, long offset);

  /** madvise(2). */
  int madvise(Pointer addr, long length, int advice);

  /** munmap(2). */
  int munmap(Pointer addr, long length);

  /** The address of the calling thread's errno, which is what the macro errno expands to. */
  Pointer __errno_location();

  /** sigfillset(3). */
  int sigfillset(Pointer set);

  /** sigaddset(3). */
  int sigaddset(Pointer set, int signum);

  /** sigdelset(3). */
  int sigdelset(Pointer set, int signum);

  /** sigprocmask(2); on Linux it changes the mask of the calling thread. */
  int sigprocmask(int how, Pointer set, Pointer oldset);

  /** signal(2). */
  Pointer signal(int signum, Pointer handler);

  /** signalfd(2). */
  int signalfd(int fd, Pointer mask, int flags);

  /** kill(2). */
  int kill(int pid, int sig);

  /** waitid(2). */
  int waitid(int idtype, int id, Pointer infop, int options);

  /** waitpid(2). */
  int waitpid(int pid, @Out int[] wstatus, int options);

  /** open(2), of a file that exists. */
  int open(String pathname, int flags);

  /** memfd_create(2). */
  int memfd_create(String name, int flags);

  /** close(2). */
  int close(int fd);

  /** socketpair(2). */
  int socketpair(int domain, int type, int protocol, @Out int[] sv);

  /** socket(2). */
  int socket(int domain, int type, int protocol);

  /** bind(2). */
  int bind(int sockfd, @In byte[] addr, int addrlen);

  /** setsockopt(2). */
  int setsockopt(int sockfd, int level, int optname, @In int[] optval, int optlen);

  /** listen(2). */
  int listen(int sockfd, int backlog);

  /** shutdown(2). */
  int shutdown(int sockfd, int how);

  /** getsockname(2). */
  int getsockname(int sockfd, @Out byte[] addr, @In @Out int[] addrlen);

  /** sendmsg(2). */
  long sendmsg(int sockfd, Pointer msg, int flags);

  /** mkfifo(3). */
  int mkfifo(String pathname, int mode);

  /** fcntl(2), of a command that takes a number. */
  int fcntl(int fd, int cmd, long arg);

  /** pipe2(2). */
  int pipe2(@Out int[] pipefd, int flags);

  /** read(2). */
  long read(int fd, @Out byte[] buf, long count);

  /** write(2). */
  long write(int fd, byte[] buf, long count);

  /** read(2), into native memory. */
  long read(int fd, Pointer buf, long count);

  /** write(2), from native memory. */
  long write(int fd, Pointer buf, long count);

  /** inotify_init1(2). */
  int inotify_init1(int flags);

  /** inotify_add_watch(2). */
  int inotify_add_watch(int fd, String pathname, int mask);

  /** poll(2). */
  int poll(@In @Out byte[] fds, long nfds, int timeout);

  /** syscall(2), with as many arguments as are needed here. */
  int syscall(long number, long a, long b, long c);

  /** syscall(2), of a call that names a file and takes two more numbers. */
  int syscall(long number, int dirfd, String pathname, int a, int b);

  /** lchown(2). */
  int lchown(String pathname, int owner, int group);

  /** symlink(2). */
  int symlink(String target, String linkpath);

  /** readlink(2). */
  long readlink(String pathname, @Out byte[] buf, long bufsiz);

  /** utimensat(2); the times are seconds and nanoseconds of access, then of modification. */
  int utimensat(int dirfd, String pathname, @In long[] times, int flags);

  /** lgetxattr(2). */
  long lgetxattr(String path, String name, @Out byte[] value, long size);

  /** lsetxattr(2). */
  int lsetxattr(String path, String name, @In byte[] value, long size, int flags);

  /** llistxattr(2). */
  long llistxattr(String path, @Out byte[] list, long size);

  /** geteuid(2). */
  int geteuid();

  /** getegid(2). */
  int getegid();

  /** getpgrp(2). */
  int getpgrp();

  /** isatty(3). */
  int isatty(int fd);

  /** tcgetpgrp(3). */
  int tcgetpgrp(int fd);

  /** tcgetattr(3). */
  int tcgetattr(int fd, Pointer termios);

  /** tcsetattr(3). */
  int tcsetattr(int fd, int when, Pointer termios);

  /** cfmakeraw(3). */
  void cfmakeraw(Pointer termios);

  /** ioctl(2), of a request that is given an address. */
  int ioctl(int fd, long request, Pointer argp);

  /** tcsetpgrp(3). */
  int tcsetpgrp(int fd, int pgrp);

  /** mount(2). */
  int mount(String source, String target, String type, long flags, String data);

  /** chdir(2). */
  int chdir(String path);

  /** umount2(2). */
  int umount2(String target, int flags);

  /** chroot(2). */
  int chroot(String path);

  /** sethostname(2). */
  int sethostname(String name, long len);

  /** msgget(2). */
  int msgget(int key, int msgflg);

  /** msgctl(2). */
  int msgctl(int msqid, int cmd, Pointer buf);

  /**
   * The C library of this process, bound on first use: a command that makes no system call of its
   * own does not pay for it.
   *
   * @throws UnsupportedOperationException if this is not glibc
   */
  static LibC get() {
    if (Glibc.FAILURE != null) {
      throw Glibc.FAILURE;
    }
    return Glibc.INSTANCE;
  }

  /**
   * The address of a function or variable of the C library, as dlsym(3) finds it.
   *
   * @throws UnsupportedOperationException if the C library has no such symbol
   */
  static Pointer symbol(String name) {
    long address = Library.getDefault().getSymbolAddress(name);
    if (address == 0) {
      throw new UnsupportedOperationException(
          "this C library has no " + name + "(): mydocker needs glibc 2.14 or newer (not musl)");
    }
    return Pointer.wrap(Runtime.getSystemRuntime(), address);
  }

  /**
   * Passes on what a call of this interface returned.
   *
   * @param operation what was tried, for the error: {@code "setns of /proc/1/ns/net"}
   * @throws ErrnoException if it returned -1
   */
  static int check(int returned, String operation) throws ErrnoException {
    if (returned == -1) {
      throw ErrnoException.last(operation);
    }
    return returned;
  }

  /** Holds the bound library, so that it is bound when it is first asked for. */
  final class Glibc {
    private static final LibC INSTANCE;
    private static final UnsupportedOperationException FAILURE;

    static {
      LibC bound = null;
      UnsupportedOperationException failure = null;
      try {
        bound = bind("makecontext");
      } catch (UnsupportedOperationException e) {
        failure = e;
      }
      INSTANCE = bound;
      FAILURE = failure;
    }

    private Glibc() {}

    /** Binds a C library that has a certain function, and makes the process fit for children. */
    static LibC bind(String function) {
      symbol(function);
      try {
        LibC libc = LibraryLoader.create(LibC.class).failImmediately().load("c");
        // Whoever starts us may ignore SIGCHLD; the kernel would then forget how a child ended.
        libc.signal(Signals.SIGCHLD, null);
        // jnr-ffi starts a thread with the first allocation, and not every thread can start one.
        Memory.allocateDirect(Runtime.getSystemRuntime(), 1);
        return libc;
      } catch (UnsatisfiedLinkError e) {
        throw new UnsupportedOperationException(
            "load the C library: " + e.getMessage() + ": mydocker needs Linux with glibc", e);
      }
    }
  }
}
