package mydocker.container;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import mydocker.log.LogReader;
import mydocker.log.LogSink;
import mydocker.log.LogStreams;
import mydocker.stdio.DetachKeys;
import mydocker.stdio.Keyboard;

/**
 * Our stdin, stdout and stderr as a container's, until it ends or we leave it. What it writes comes
 * out of its log: so it is the same for those who have started it and those who come later, and a
 * screen that is slow keeps nobody waiting.
 */
public final class Attachment {
  private final LogReader reader;
  private final Keyboard keyboard;
  private final CompletableFuture<Boolean> hasEnded = new CompletableFuture<>();

  Attachment(LogReader reader, Keyboard keyboard) {
    this.reader = reader;
    this.keyboard = keyboard;
  }

  /**
   * Stays with the container.
   *
   * @param keys what is typed to leave
   * @return false if we have left, and it goes on
   */
  boolean stay(Container container, DetachKeys keys, PrintStream out, PrintStream err)
      throws IOException {
    Thread follower =
        new Thread(() -> follow(container.log(), new LogStreams(out, err)), "follow the log");
    follower.setDaemon(true); // when we leave, nobody waits for it
    // First this: what a terminal shows is meant for one in raw mode.
    keyboard.connect(keys, () -> hasEnded.complete(false));
    follower.start();
    try {
      return hasEnded.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  private void follow(Log log, LogSink sink) {
    try (reader) {
      log.follow(reader, sink);
      hasEnded.complete(true);
    } catch (IOException | RuntimeException e) {
      hasEnded.completeExceptionally(e);
    }
  }
}
