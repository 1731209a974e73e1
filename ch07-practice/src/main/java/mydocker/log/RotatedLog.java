package mydocker.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a container's log over all its files: {@code log.2}, {@code log.1}, {@code log}, from the
 * oldest to the one that is being written. It may lie far behind the monitor, which renames files
 * as it begins new ones, and removes the oldest.
 */
public final class RotatedLog implements LogReader {
  static final String NAME = "log";

  private final Path folder;
  private Optional<LogFile> file;
  private Optional<LogFile> following = Optional.empty();

  private RotatedLog(Path folder, Optional<LogFile> file) {
    this.folder = folder;
    this.file = file;
  }

  /** Reads all that is there in the folder of a container. */
  public static LogReader fromStart(Path folder) throws IOException {
    return new RotatedLog(folder, oldest(folder));
  }

  /** Reads only what is written from now on. */
  public static LogReader fromEnd(Path folder) throws IOException {
    Optional<LogFile> file = LogFile.open(name(folder, 0));
    if (file.isPresent()) {
      file.get().skipAll();
    }
    return new RotatedLog(folder, file);
  }

  @Override
  public Optional<LogRecord> next() throws IOException {
    if (file.isEmpty()) {
      file = oldest(folder);
    }
    while (file.isPresent()) {
      Optional<LogRecord> record = file.get().next();
      if (record.isPresent()) {
        return record;
      }
      if (following.isPresent()) {
        file.get().close();
        file = following;
        following = Optional.empty();
        continue;
      }
      following = after(file.get());
      if (following.isEmpty()) {
        break;
      }
      file.get().finish(); // but something may have come to it before the next one was begun
    }
    return Optional.empty();
  }

  @Override
  public void finish() {
    file.ifPresent(LogFile::finish);
  }

  /** Its number is higher by one with each that is begun after it. */
  private static Path name(Path folder, int number) {
    return folder.resolve(number == 0 ? NAME : NAME + "." + number);
  }

  /** The number of the oldest file; -1 if there is none. */
  private static int highest(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(NAME + "(\\.[1-9][0-9]{0,8})?"))
          .mapToInt(name -> name.equals(NAME) ? 0 : Integer.parseInt(name.split("\\.")[1]))
          .max()
          .orElse(-1);
    } catch (NoSuchFileException | UncheckedIOException e) {
      return -1; // the container has been removed
    }
  }

  /** The file that all others were begun after. */
  private static Optional<LogFile> oldest(Path folder) throws IOException {
    int highest = highest(folder);
    Optional<LogFile> oldest = firstBelow(folder, highest + 1);
    if (highest(folder) == highest) {
      return oldest;
    }
    close(oldest);
    return oldest(folder);
  }

  /** The file that was begun after another one; empty as long as that is the newest. */
  private Optional<LogFile> after(LogFile one) throws IOException {
    if (one.isAt(name(folder, 0))) {
      return Optional.empty();
    }
    int highest = highest(folder);
    for (int number = 1; number <= highest; number++) {
      if (one.isAt(name(folder, number))) {
        Optional<LogFile> next = firstBelow(folder, number);
        if (one.isAt(name(folder, number))) {
          return next;
        }
        close(next);
        return after(one); // they have just been renamed
      }
    }
    // It is removed, and others after it, perhaps. Or it has come behind what was the oldest.
    return highest(folder) == highest ? oldest(folder) : after(one);
  }

  /** The one with the next lower number. While files are being renamed, one can be missing. */
  private static Optional<LogFile> firstBelow(Path folder, int number) throws IOException {
    for (int lower = number - 1; lower >= 0; lower--) {
      Optional<LogFile> found = LogFile.open(name(folder, lower));
      if (found.isPresent()) {
        for (int missing = lower + 1; missing < number; missing++) {
          if (Files.exists(name(folder, missing))) { // it is the one, or was before it
            close(found);
            return firstBelow(folder, number);
          }
        }
        return found;
      }
    }
    return Optional.empty();
  }

  private static void close(Optional<LogFile> file) throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }

  @Override
  public void close() throws IOException {
    close(file);
    close(following);
  }
}
