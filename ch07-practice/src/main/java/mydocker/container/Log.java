package mydocker.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import mydocker.config.State;
import mydocker.linux.ProcessId;
import mydocker.log.LogFile;
import mydocker.log.LogFollower;
import mydocker.log.LogReader;
import mydocker.log.LogSink;
import mydocker.log.RotatedLog;

/** What a container has written, which its monitor has kept: {@link LogFile}. */
public final class Log {
  private final Path folder;
  private final Container container;

  Log(Path folder, Container container) {
    this.folder = folder;
    this.container = container;
  }

  /** Reads from the beginning. */
  public LogReader fromStart() throws IOException {
    return RotatedLog.fromStart(folder);
  }

  /** Reads what comes from now on. */
  public LogReader fromEnd() throws IOException {
    return RotatedLog.fromEnd(folder);
  }

  /** Passes on what is there now. */
  public void copy(LogReader reader, LogSink sink) throws IOException {
    LogFollower.copy(reader, sink, !isMonitored());
  }

  /**
   * Passes on what is there and what comes, until the container has ended: once, if it is started
   * again after that. Of one that does not run it is the same as {@link #copy}.
   *
   * @param sink told to flush whenever there is nothing more for now
   */
  public void follow(LogReader reader, LogSink sink) throws IOException {
    new LogFollower(folder, this::isMonitored).follow(reader, sink);
  }

  private boolean isMonitored() throws IOException {
    Optional<ProcessId> monitor = container.stateIfThere().flatMap(State::monitor);
    return monitor.isPresent() && monitor.get().isAlive();
  }
}
