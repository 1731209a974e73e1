package mydocker.book;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Runtime;

/**
 * A thread that is alone on its network: loopback is up, packets are passed on, and there is
 * nothing else. The commands that it starts are there, too, and cannot disturb the network of the
 * machine that they run on.
 *
 * <p>{@code ip netns add NAME}, by which a page makes other hosts, mounts files below /run/netns;
 * so the thread has its own view of that folder, and both are gone when the last process in there
 * has ended.
 */
final class OwnNetwork {
  private static final Path NAMED_NETWORKS = Path.of("/run/netns");
  private static final int CLONE_NEWNS = 0x20000;
  private static final int CLONE_NEWNET = 0x40000000;

  // Mounts of the machine come and go here, too; those made here stay here.
  private static final long MS_REC_SLAVE = 0x4000 | 0x80000;

  /** The C library. */
  public interface LibC {
    /** Gives the calling thread namespaces of its own: unshare(2). */
    int unshare(int flags);

    /** Mounts a file system, or changes a mount: mount(2). */
    int mount(String source, String target, String type, long flags, String data);
  }

  private OwnNetwork() {}

  /** Does something there. */
  static <T> T call(Callable<T> callable) throws Exception {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              leave();
              return callable.call();
            });
    new Thread(task, "own network").start();
    return task.get();
  }

  private static void leave() throws Exception {
    LibC c = LibraryLoader.create(LibC.class).option(LibraryOption.SaveError, true).load("c");
    check(c, c.unshare(CLONE_NEWNET | CLONE_NEWNS), "unshare a thread's network and mounts");
    check(c, c.mount("none", "/", null, MS_REC_SLAVE, null), "keep mounts to ourselves");
    Files.createDirectories(NAMED_NETWORKS);
    check(c, c.mount("tmpfs", NAMED_NETWORKS.toString(), "tmpfs", 0, null), "hide /run/netns");
    // As on the course's machines: else what is printed would depend on the machine it is run on.
    Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
    if (new ProcessBuilder("ip", "link", "set", "lo", "up").inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("switch loopback on: ip failed, see above");
    }
  }

  private static void check(LibC c, int returned, String operation) {
    if (returned != 0) {
      throw new IllegalStateException(
          operation + ": errno " + Runtime.getRuntime(c).getLastError());
    }
  }
}
