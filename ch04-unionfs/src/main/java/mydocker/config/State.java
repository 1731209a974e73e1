package mydocker.config;

import java.time.Instant;
import java.util.Optional;
import mydocker.linux.ProcessId;

/**
 * How far the life of a container has come. What is on disk is what was written down; whether its
 * process is there is asked of the kernel.
 *
 * @param process its first process, while it runs
 * @param started when it was started last
 * @param exitCode the exit code of its command
 */
public record State(Optional<ProcessId> process, Optional<Instant> started, int exitCode) {

  /** Of a container that was never started. */
  public static final State CREATED = failed(0);

  /** What it is doing. */
  public Status status() {
    if (process.isPresent()) {
      return Status.RUNNING;
    }
    return started.isPresent() ? Status.EXITED : Status.CREATED;
  }

  /** Its process is there now. */
  public static State running(ProcessId process) {
    return new State(Optional.of(process), Optional.of(Instant.now()), 0);
  }

  /** This one, ended. */
  public State ended(int code) {
    return new State(Optional.empty(), started, code);
  }

  /** It could not be started. */
  public static State failed(int code) {
    return new State(Optional.empty(), Optional.empty(), code);
  }
}
