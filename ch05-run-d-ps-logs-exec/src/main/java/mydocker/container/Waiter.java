package mydocker.container;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.util.Optional;
import mydocker.config.State;
import mydocker.linux.LibC;
import mydocker.linux.Monitored;
import mydocker.linux.OpenFile;
import mydocker.linux.Pause;
import mydocker.linux.ProcessId;
import mydocker.log.LogReader;
import mydocker.log.LogStreams;
import mydocker.stdio.Fifos;

/**
 * Waits for a container's end, and cleans up after it. Its monitor would start another JVM for
 * that; it does so if this is closed before, be it by kill -9.
 */
public final class Waiter implements AutoCloseable {
  /** Between two looks at what nobody tells us of. */
  private static final int MILLIS = 1;

  private final Container container;
  private final OpenFile fifo;
  private final FileChannel exit;
  private Optional<Monitored> started = Optional.empty();
  private Optional<LogReader> reader = Optional.empty();

  private Waiter(Container container, OpenFile fifo, FileChannel exit) {
    this.container = container;
    this.fifo = fifo;
    this.exit = exit;
  }

  /** Begins to attend to a container; nothing if there is no monitor that would wait for us. */
  static Optional<Waiter> begin(Container container) throws IOException {
    Optional<OpenFile> fifo = Fifos.openToWrite(container.files().attend());
    return fifo.isEmpty()
        ? Optional.empty()
        : Optional.of(new Waiter(container, fifo.get(), container.files().openExit()));
  }

  /** The same one, of a container that we have started. */
  Waiter of(Monitored monitored) {
    started = Optional.of(monitored);
    return this;
  }

  /** The same one, with what is needed to {@link #stay}. */
  Waiter with(LogReader log) {
    reader = Optional.of(log);
    return this;
  }

  /** Stays with the container until it has ended: what it writes comes out of its log. */
  public void stay(PrintStream out, PrintStream err) throws IOException {
    container.log().follow(reader.orElseThrow(), new LogStreams(out, err));
  }

  /** The container's first process, if it has not ended. */
  public Optional<ProcessId> process() throws IOException {
    return container.state().process();
  }

  /**
   * Waits for the container's end, if that is not yet, and cleans up.
   *
   * @return how it has ended
   */
  public State finish() throws IOException {
    State ended = awaitEnd();
    boolean killed = container.finish();
    LibC.get().write(fifo.fd(), new byte[] {1}, 1); // the monitor may go
    close();
    if (started.isPresent()) {
      started.get().monitor().waitFor();
    }
    return ended.ended(ended.exitCode(), ended.finished(), killed);
  }

  private State awaitEnd() throws IOException {
    try {
      State state = container.state();
      if (state.process().isPresent()) {
        state.process().get().endsWithin(ProcessId.FOR_EVER);
        state = awaitItsMonitor();
      }
      return state;
    } catch (NoSuchContainerException e) { // somebody has removed it by force
      ExitFile end = ExitFile.read(exit);
      return State.CREATED.ended(end.code(), Optional.of(end.time()), false);
    }
  }

  /**
   * The monitor writes down how it has ended, which takes no time, unless it stands still itself.
   */
  private State awaitItsMonitor() throws IOException {
    long begin = System.nanoTime();
    State state = container.state();
    while (state.process().isPresent()) {
      if (System.nanoTime() - begin > Container.PATIENCE.toNanos()) {
        state.monitor().orElseThrow().kill();
      }
      Pause.millis(MILLIS);
      state = container.state();
    }
    return state;
  }

  /** Leaves the container to its monitor. */
  @Override
  public void close() throws IOException {
    if (reader.isPresent()) {
      reader.get().close();
    }
    fifo.close();
    exit.close();
  }
}
