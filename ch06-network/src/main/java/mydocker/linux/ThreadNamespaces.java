package mydocker.linux;

import java.nio.charset.StandardCharsets;
import jnr.constants.platform.Errno;

/**
 * unshare(2) and setns(2) for the calling thread. To the kernel each thread is a task with
 * namespaces of its own, so a thread of a JVM can leave those of the others. It should be made for
 * that and end after it, and not make threads: they would begin where it is.
 */
public final class ThreadNamespaces {
  private static final int CLONE_FS = 0x200;

  private ThreadNamespaces() {}

  /**
   * Leaves a namespace for a new one. A PID namespace is for the children only: after that the
   * thread cannot make threads any more (EINVAL), for a thread is in its process's. A user
   * namespace needs a process with one thread: EINVAL in any JVM.
   */
  public static void unshare(Namespace namespace) throws ErrnoException {
    check(
        LibC.get(NamespaceCalls.class).unshare(namespace.flag()),
        "unshare the " + namespace.file() + " namespace on a thread");
  }

  /**
   * Joins a namespace by an open file of /proc/PID/ns. A mount namespace can be joined only after
   * {@link #unshareFs}; PID namespaces are for the children, and user namespaces out of reach.
   */
  static void setns(int fd, Namespace namespace) throws ErrnoException {
    check(
        LibC.get(NamespaceCalls.class).setns(fd, namespace.flag()),
        "join the " + namespace.file() + " namespace on a thread");
  }

  /**
   * Gives the calling thread a root and a working directory of its own, which all threads of a
   * process share at first. To join a mount namespace changes both, so a thread that shares them
   * may not. (To unshare the mount namespace does this too, by itself.)
   */
  public static void unshareFs() throws ErrnoException {
    LibC.check(
        LibC.get(NamespaceCalls.class).unshare(CLONE_FS),
        "unshare root and working directory on a thread");
  }

  /** Sets the host name of the calling thread's UTS namespace. */
  public static void sethostname(String name) throws ErrnoException {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    LibC.check(LibC.get(NamespaceCalls.class).sethostname(name, bytes), "set host name " + name);
  }

  /** Mounts a file system in the calling thread's mount namespace: {@link MountFlags}. */
  public static void mount(String source, String target, String type, long flags, String data)
      throws ErrnoException {
    check(
        LibC.get(NamespaceCalls.class).mount(source, target, type, flags, data),
        "mount " + source + " on " + target);
  }

  /** Unmounts what is on top at a place of the calling thread's mount namespace. */
  public static void umount(String target) throws ErrnoException {
    check(LibC.get(NamespaceCalls.class).umount2(target, 0), "unmount " + target);
  }

  private static void check(int returned, String operation) throws ErrnoException {
    try {
      LibC.check(returned, operation);
    } catch (ErrnoException e) {
      throw e.errno() == Errno.EPERM ? e.withRemedy("run it as root (sudo)") : e;
    }
  }
}
