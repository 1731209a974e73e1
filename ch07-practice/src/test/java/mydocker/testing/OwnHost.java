package mydocker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mydocker.linux.Namespace;
import mydocker.linux.ThreadNamespaces;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has all tests run on a host of their own, if root runs them: nobody else changes its mounts, its
 * name, its message queues and its network, so whoever has left something there is a test.
 *
 * <p>It is the thread that runs the tests that leaves the machine's namespaces, and all that it
 * starts is where it is. (What /proc/self shows is where the first thread of the process is, which
 * stays; /proc/thread-self shows the own host.)
 */
public final class OwnHost implements LauncherSessionListener {
  private static String mounts;

  /** Whether it is: for users who are not root there is none. */
  static boolean isThere() {
    return mounts != null;
  }

  /** The ID of its mount namespace, in which all processes begin that tests start. */
  static String mounts() {
    return mounts;
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    try {
      enter();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Enters it, if the calling thread is not there yet. */
  static void enter() throws IOException {
    if (isMaven()) {
      return;
    }
    if (!isThere() && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      ThreadNamespaces.unshare(Namespace.UTS);
      ThreadNamespaces.unshare(Namespace.IPC);
      ThreadNamespaces.unshare(Namespace.NET);
      ThreadNamespaces.unshare(Namespace.MNT);
      // Mounts of the machine stay away. Those of tests spread, as on a host that systemd has
      // begun:
      // a program that does not keep its mounts to itself is found out.
      mount("--make-rprivate");
      mount("--make-rshared");
      mounts = Namespace.MNT.idOfThread();
    }
  }

  /**
   * With several test JVMs it is Maven's own that finds out which tests there are; it runs none.
   */
  private static boolean isMaven() {
    return System.getProperty("classworlds.conf") != null;
  }

  /** A child of this thread is in the mount namespace of this thread. */
  private static void mount(String option) throws IOException {
    try {
      Mydocker run = Mydocker.run(List.of("mount", option, "/"));
      if (run.code() != 0) {
        throw new IOException("mount " + option + " /: " + run.err());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("wait for mount: interrupted", e);
    }
  }
}
