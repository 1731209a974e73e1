package mydocker.log;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads a log as it is written, to the end of the container. The monitor writes down that end after
 * all output, in the file {@code exit}: so there is nobody to ask, and nothing to be asked often.
 */
public final class LogFollower {
  private static final String EXIT = "exit";

  /** How long it may take to see that a monitor was killed, which cannot tell us any more. */
  private static final int MILLIS = 1000;

  private final Path folder;
  private final Monitored container;

  /** Whether somebody still writes the log. */
  public interface Monitored {
    boolean isMonitored() throws IOException;
  }

  public LogFollower(Path folder, Monitored container) {
    this.folder = folder;
    this.container = container;
  }

  /** Passes on all that comes, until the container has ended or the sink wants no more. */
  public void follow(LogReader reader, LogSink sink) throws IOException {
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      folder.register(watch, ENTRY_CREATE, ENTRY_MODIFY); // inotify(7): the kernel wakes us
      boolean isOver = hasEnded() || !container.isMonitored();
      while (true) {
        // In this order: what came before the end is read after the end was seen.
        copy(reader, sink, isOver);
        if (isOver || sink.isDone()) {
          return;
        }
        isOver = awaitChange(watch);
      }
    } catch (NoSuchFileException e) {
      copy(reader, sink, true); // the container is removed, but the reader has its file
    }
  }

  /** Waits until something happens in the folder; returns whether the container has ended. */
  private boolean awaitChange(WatchService watch) throws IOException {
    try {
      WatchKey change = watch.poll(MILLIS, TimeUnit.MILLISECONDS);
      if (change == null) {
        return hasEnded() || !container.isMonitored();
      }
      boolean isEnd =
          change.pollEvents().stream().anyMatch(event -> Path.of(EXIT).equals(event.context()));
      change.reset(); // tells of what happens next
      return isEnd || hasEnded();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("wait: interrupted", e);
    }
  }

  private boolean hasEnded() {
    return Files.exists(folder.resolve(EXIT)) || !Files.exists(folder);
  }

  /** Passes on what is there. */
  public static void copy(LogReader reader, LogSink sink, boolean isOver) throws IOException {
    if (isOver) {
      reader.finish();
    }
    Optional<LogRecord> record = reader.next();
    while (record.isPresent() && !sink.isDone()) {
      sink.write(record.get());
      record = reader.next();
    }
    sink.flush();
  }
}
