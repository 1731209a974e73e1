package mydocker.config;

import java.time.Instant;
import java.util.Optional;
import mydocker.linux.ProcessId;

/**
 * How far the life of a container has come. What is on disk is what was written down; whether its
 * process is there is asked of the kernel.
 *
 * @param process its first process, while it runs
 * @param monitor that one's parent, which waits for it
 * @param started when it was started last
 * @param finished when it ended last
 * @param exitCode the exit code of its command
 * @param oomKilled whether the kernel has killed one of its processes for want of memory
 * @param error why it could not be started
 */
public record State(
    Optional<ProcessId> process,
    Optional<ProcessId> monitor,
    Optional<Instant> started,
    Optional<Instant> finished,
    int exitCode,
    boolean oomKilled,
    String error) {

  /** Of a container that was never started. */
  public static final State CREATED = failed(0, "");

  /** What it is doing. */
  public Status status() {
    if (process.isPresent()) {
      return Status.RUNNING;
    }
    return started.isPresent() ? Status.EXITED : Status.CREATED;
  }

  /** Its process is there now, and so is the one that waits for it. */
  public State running(ProcessId process, ProcessId monitor) {
    return new State(
        Optional.of(process),
        Optional.of(monitor),
        Optional.of(Instant.now()),
        finished,
        0,
        false,
        "");
  }

  /** This one, ended: by itself, or nobody knows when. */
  public State ended(int code, Optional<Instant> when, boolean killed) {
    return new State(Optional.empty(), Optional.empty(), started, when, code, killed, "");
  }

  /** It could not be started. */
  public static State failed(int code, String error) {
    return new State(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), code, false, error);
  }
}
