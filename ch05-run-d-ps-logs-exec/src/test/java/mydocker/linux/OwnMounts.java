package mydocker.linux;

import java.io.IOException;
import java.util.concurrent.Callable;

/**
 * A thread with a mount namespace of its own: nobody else sees what it mounts, and the kernel
 * unmounts all of it when the thread ends, however it ends.
 */
public final class OwnMounts {
  private OwnMounts() {}

  /**
   * Runs a task on such a thread, which may mount ({@link ThreadNamespaces#mount}) and change its
   * working directory.
   *
   * @return the task's result
   * @throws IOException what the task has thrown, or that there is no such thread without root
   */
  public static <T> T call(Callable<T> task) throws IOException {
    LibC.get(); // binding it starts threads, which would begin in the namespace of this one
    return OwnThread.call(
        () -> {
          ThreadNamespaces.unshare(Namespace.MNT);
          long flags = MountFlags.MS_REC | MountFlags.MS_PRIVATE;
          ThreadNamespaces.mount("none", "/", null, flags, null);
          return task.call();
        });
  }
}
