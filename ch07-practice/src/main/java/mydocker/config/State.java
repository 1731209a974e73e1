package mydocker.config;

import java.time.Instant;
import java.util.Optional;
import mydocker.linux.ProcessId;

/**
 * How far the life of a container has come. What is on disk is what was written down; whether its
 * process is there is asked of the kernel.
 *
 * @param process its first process, while it runs
 * @param monitor that one's parent, which waits for it; or who is about to start it again
 * @param started when it was started last
 * @param finished when it ended last
 * @param exitCode the exit code of its command
 * @param oomKilled whether the kernel has killed one of its processes for want of memory
 * @param error why it could not be started
 * @param supervision what others do to it
 */
public record State(
    Optional<ProcessId> process,
    Optional<ProcessId> monitor,
    Optional<Instant> started,
    Optional<Instant> finished,
    int exitCode,
    boolean oomKilled,
    String error,
    Supervision supervision) {

  /** Of a container that was never started. */
  public static final State CREATED = failed(0, "");

  /** What it is doing. */
  public Status status() {
    if (process.isPresent()) {
      return supervision.paused() ? Status.PAUSED : Status.RUNNING;
    }
    if (restarting()) {
      return Status.RESTARTING;
    }
    return started.isPresent() ? Status.EXITED : Status.CREATED;
  }

  /** Its process is there now, and so is the one that waits for it. */
  public State running(ProcessId process, ProcessId monitor, int restarts) {
    return new State(
        Optional.of(process),
        Optional.of(monitor),
        Optional.of(Instant.now()),
        finished,
        0,
        false,
        "",
        Supervision.restarted(restarts));
  }

  /** This one, ended: by itself, or nobody knows when. */
  public State ended(int code, Optional<Instant> when, boolean killed) {
    return new State(
        Optional.empty(), Optional.empty(), started, when, code, killed, "", supervision.ended());
  }

  /** It could not be started. */
  public static State failed(int code, String error) {
    return new State(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        code,
        false,
        error,
        Supervision.NONE);
  }

  /** Whether somebody has asked for its end, after which it is not started again. */
  public boolean stopped() {
    return supervision.stopped();
  }

  /** Whether it is about to be started again. */
  public boolean restarting() {
    return supervision.restarting();
  }

  /** How many times in a row it was started again by itself. */
  public int restarts() {
    return supervision.restarts();
  }

  /** This one, with its processes standing still or not. */
  public State withPaused(boolean still) {
    return with(monitor, supervision.withPaused(still));
  }

  /** This one, whose end somebody has asked for. */
  public State withStopped() {
    return with(monitor, supervision.withStopped());
  }

  /** This one, about to be started by a process for so many times in a row. */
  public State withRestart(ProcessId restarter, int number) {
    return with(Optional.of(restarter), supervision.withRestart(number));
  }

  private State with(Optional<ProcessId> newMonitor, Supervision now) {
    return new State(process, newMonitor, started, finished, exitCode, oomKilled, error, now);
  }
}
