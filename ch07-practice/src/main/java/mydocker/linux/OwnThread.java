package mydocker.linux;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A thread that may change its namespaces, since it ends when it has done what it was made for. */
public final class OwnThread {
  private OwnThread() {}

  /** Runs a task on a new thread and returns its result. */
  public static <T> T call(Callable<T> callable) throws IOException {
    FutureTask<T> task = new FutureTask<>(callable);
    Thread thread = new Thread(task, "own namespaces");
    thread.start();
    try {
      thread.join();
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("wait for a thread: interrupted", e);
    }
  }
}
