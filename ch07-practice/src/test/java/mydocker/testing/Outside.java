package mydocker.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import mydocker.linux.Namespace;
import mydocker.linux.ThreadNamespaces;

/**
 * Another host: a thread in a network namespace of its own. What is done on this thread is done
 * there; a socket stays where it was made, whoever uses it.
 */
public final class Outside {
  /** Its address. */
  public static final String ADDRESS = "203.0.113.2";

  private static final BlockingQueue<Runnable> TASKS = new LinkedBlockingQueue<>();
  private static Path namespace;

  private Outside() {}

  /** Runs a command there, as {@link Shell#run} does here. */
  public static String run(String command) throws IOException {
    return call(() -> Shell.run(command));
  }

  /** Does something there. */
  public static <T> T call(Callable<T> task) throws IOException {
    namespace();
    FutureTask<T> future = new FutureTask<>(task);
    TASKS.add(future);
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("wait for the other host: interrupted", e);
    }
  }

  /** The file of its network namespace. */
  static synchronized Path namespace() throws IOException {
    if (namespace == null) {
      FutureTask<Path> made = new FutureTask<>(Outside::make);
      TASKS.add(made);
      Thread thread = new Thread(Outside::work, "outside");
      thread.setDaemon(true);
      thread.start();
      try {
        namespace = made.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IOException("make the other host", e);
      }
    }
    return namespace;
  }

  private static Path make() throws IOException {
    ThreadNamespaces.unshare(Namespace.NET);
    return Path.of("/proc")
        .resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")))
        .resolve("ns/net");
  }

  private static void work() {
    try {
      while (true) {
        TASKS.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
