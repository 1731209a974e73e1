package mydocker.linux;

import com.kenai.jffi.Library;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * The functions of the C library that it takes to start a child, with C's own names and argument
 * order: where nothing is said of one, its manual page does, in section 2 or 3. A call that fails
 * returns -1; {@link #check} turns that into an exception with the errno.
 *
 * <p>What else is called stands by topic in interfaces of its own, each bound when it is first
 * used: to bind a function costs a JVM about as much as a thousand calls of it.
 */
public interface LibC {

  /** clone(2). The child runs {@code fn(arg)} on {@code stack}, which is the stack's high end. */
  int clone(Pointer fn, Pointer stack, int flags, Pointer arg);

  int getcontext(Pointer ucp);

  /** makecontext(3), with as many arguments as a call can pass in registers. */
  void makecontext(
      Pointer ucp, Pointer func, int argc, long a, long b, long c, long d, long e, long f);

  Pointer mmap(Pointer addr, long length, int prot, int flags, int fd, long offset);

  int madvise(Pointer addr, long length, int advice);

  int munmap(Pointer addr, long length);

  /** The address of the calling thread's errno, which is what the macro errno expands to. */
  Pointer __errno_location();

  int sigfillset(Pointer set);

  int sigaddset(Pointer set, int signum);

  int sigdelset(Pointer set, int signum);

  /** sigprocmask(2); on Linux it changes the mask of the calling thread. */
  int sigprocmask(int how, Pointer set, Pointer oldset);

  Pointer signal(int signum, Pointer handler);

  int signalfd(int fd, Pointer mask, int flags);

  int kill(int pid, int sig);

  int waitid(int idtype, int id, Pointer infop, int options);

  int waitpid(int pid, int[] wstatus, int options);

  /** open(2), of a file that exists. */
  int open(String pathname, int flags);

  int memfd_create(String name, int flags);

  int close(int fd);

  int mkfifo(String pathname, int mode);

  /** fcntl(2), of a command that takes a number. */
  int fcntl(int fd, int cmd, long arg);

  int pipe2(int[] pipefd, int flags);

  long read(int fd, byte[] buf, long count);

  long write(int fd, byte[] buf, long count);

  /** read(2), into native memory. */
  long read(int fd, Pointer buf, long count);

  /** write(2), from native memory. */
  long write(int fd, Pointer buf, long count);

  int poll(byte[] fds, long nfds, int timeout);

  /** syscall(2), with as many arguments as are needed here. */
  int syscall(long number, long a, long b, long c);

  int geteuid();

  int getegid();

  /**
   * The C library of this process, bound on first use: a command that makes no system call of its
   * own does not pay for it.
   *
   * @throws UnsupportedOperationException if this is not glibc
   */
  static LibC get() {
    return get(LibC.class);
  }

  /** The same for another topic: an interface that declares functions of the C library. */
  static <T> T get(Class<T> topic) {
    return topic.cast(Bound.TOPICS.computeIfAbsent(topic, Bound::bind));
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
   * Passes on what a call returned.
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

  /** What is bound. */
  final class Bound {
    private static final Map<Class<?>, Object> TOPICS = new ConcurrentHashMap<>();

    private Bound() {}

    private static Object bind(Class<?> topic) {
      symbol("makecontext"); // other C libraries lack it
      try {
        // By the name that the dynamic linker knows: for "c" jnr-ffi would search folders.
        Object bound =
            AsItIs.tell(LibraryLoader.create(topic))
                .map(String.class, new CString())
                .failImmediately()
                .load("libc.so.6");
        if (bound instanceof LibC libc) {
          makeFitForChildren(libc);
        }
        return bound;
      } catch (UnsatisfiedLinkError e) {
        throw new UnsupportedOperationException(
            "load the C library: " + e.getMessage() + ": mydocker needs Linux with glibc", e);
      }
    }

    private static void makeFitForChildren(LibC libc) {
      // Whoever starts us may ignore SIGCHLD; the kernel would then forget how a child ended.
      libc.signal(Signals.SIGCHLD, null);
      // jnr-ffi starts a thread with the first allocation, and not every thread can start one.
      Memory.allocateDirect(Runtime.getSystemRuntime(), 1);
    }
  }
}
