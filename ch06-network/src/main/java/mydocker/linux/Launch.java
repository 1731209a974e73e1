package mydocker.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jnr.constants.platform.Errno;
import jnr.ffi.Pointer;

/**
 * Starts a child program and sees it through to its execve, call by call:
 *
 * <pre>
 *   parent                                 child
 *   clone ------------------------------->
 *   go    ------- eight zero bytes ------> first call
 *         &lt;------ errno: four bytes ------
 *   go    -------------------------------> second call
 *         &lt;------ errno ------------------
 *    :                                       :
 *   go    -------------------------------> execve
 *         &lt;------ end of file ------------ (it has closed the pipes)
 * </pre>
 *
 * The parent's own steps come before the "go" of the call that follows them. At the first errno
 * that is not 0 the parent ends the child.
 */
final class Launch implements AutoCloseable {
  /**
   * Held from the making of the pipes to clone. Two children that had each other's pipes open while
   * they wait at their gates would not see the end of them when the parent dies, and wait for ever.
   */
  private static final Object CLONING = new Object();

  private final LibC libc;
  private final Pipe go;
  private final Pipe done;
  private Child child;
  private Optional<ProcessId> offspring = Optional.empty();

  private Launch(LibC libc) throws ErrnoException {
    this.libc = libc;
    go = new Pipe(libc);
    try {
      done = new Pipe(libc);
    } catch (ErrnoException e) {
      go.close();
      throw e;
    }
  }

  /** Starts a program and returns when it has been executed. */
  static Child start(LibC libc, List<Step> steps, Set<Namespace> namespaces) throws IOException {
    try (Arena arena = new Arena(libc);
        Launch launch = cloneChild(libc, arena, null, steps, namespaces)) {
      launch.supervise(steps);
      return launch.child;
    }
  }

  /** Starts a program that goes on in a child of its first process. */
  static Monitored startMonitored(LibC libc, List<Step> steps) throws IOException {
    try (Arena arena = new Arena(libc);
        Arena routine = new Arena(libc, RoutineLayout.MEMORY);
        Launch launch = cloneChild(libc, arena, routine, steps, Set.of())) {
      launch.supervise(steps);
      return new Monitored(launch.child, launch.offspring.orElseThrow());
    }
  }

  /** Starts a process that goes through a routine, in a session of its own. */
  static Child start(LibC libc, Routine routine) throws IOException {
    Step session = new Step.InChild(new Call("start a session", "setsid"));
    List<Step> steps = List.of(session, new Step.Alone(routine));
    try (Arena arena = new Arena(libc);
        Arena memory = new Arena(libc, RoutineLayout.MEMORY);
        Launch launch = cloneChild(libc, arena, memory, steps, Set.of())) {
      launch.supervise(steps);
      return launch.child;
    }
  }

  private static Launch cloneChild(
      LibC libc, Arena arena, Arena routine, List<Step> steps, Set<Namespace> namespaces)
      throws IOException {
    synchronized (CLONING) {
      Launch launch = new Launch(libc);
      try {
        launch.cloneChild(arena, routine, steps, namespaces);
        return launch;
      } catch (IOException | RuntimeException e) {
        launch.close();
        throw e;
      }
    }
  }

  private void cloneChild(Arena arena, Arena routine, List<Step> steps, Set<Namespace> namespaces)
      throws IOException {
    // In the child a signal must not enter the JVM's handlers: they would run in half a JVM.
    try (SignalMask full = SignalMask.full(libc)) {
      ChildSide childSide = new ChildSide(libc, arena, routine, steps, go, done);
      int flags = (int) Namespace.flags(namespaces).value() | Signals.SIGCHLD;
      Pointer first = childSide.layOut();
      childSide.leaveOutTheRest();
      int pid = libc.clone(LibC.symbol("setcontext"), childSide.newStack(), flags, first);
      if (pid == -1) {
        throw remedy(ErrnoException.last(operation(namespaces)), namespaces);
      }
      child = new Child(libc, pid);
    }
    go.closeReadEnd();
    done.closeWriteEnd();
  }

  private void supervise(List<Step> steps) throws IOException {
    try {
      for (Step step : steps) {
        if (step instanceof Step.InParent parent) {
          parent.action().accept(pid());
        } else if (step instanceof Step.InSibling) {
          child = awaitSibling();
        } else if (step instanceof Step.InOffspring inOffspring) {
          offspring = Optional.of(awaitOffspring(inOffspring));
        } else if (step instanceof Step.InChild inChild && !await(inChild)) {
          return;
        }
      }
    } catch (IOException | RuntimeException e) {
      try {
        destroy();
      } catch (IOException notGone) {
        e.addSuppressed(notGone);
      }
      throw e;
    }
  }

  /** Who makes the calls now. */
  private int pid() {
    return offspring.map(ProcessId::pid).orElse(child.pid());
  }

  private void destroy() throws IOException {
    if (offspring.isPresent()) {
      offspring.get().kill();
    }
    child.destroy();
  }

  /** Lets the child make one call. Returns whether it goes on, and is no other program by now. */
  private boolean await(Step.InChild step) throws IOException {
    Call call = step.call();
    tellToGoOn();
    byte[] report = new byte[ChildSide.REPORT];
    if (done.read(report) == report.length) {
      int errno = toInt(report);
      if (errno != 0 && !step.tolerates(errno)) {
        throw new ErrnoException(call.operation(), errno);
      }
      return true;
    } else if (!hasExecuted(step)) {
      throw ended(call.operation());
    }
    return false;
  }

  /**
   * Whether a child that says nothing more is another program. A child's child may have ended as
   * such, and be gone: we do not wait for it. An execve that fails would have been reported.
   */
  private boolean hasExecuted(Step.InChild step) throws IOException {
    try {
      return Child.hasExecuted(pid());
    } catch (IOException e) { // also ESRCH: it goes while its file is read
      if (offspring.isPresent() && !offspring.get().isAlive()) {
        return step.call().function().equals("execve");
      }
      throw e;
    }
  }

  private void tellToGoOn() throws ErrnoException {
    try {
      go.write(new byte[ChildSide.GO]);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EPIPE) { // the child is gone, as its report will show
        throw e;
      }
    }
  }

  private Child awaitSibling() throws IOException {
    await(new Step.InChild(new Call("clone a sibling", "clone")));
    byte[] report = new byte[ChildSide.REPORT];
    if (done.read(report) != report.length) {
      throw ended("clone a sibling");
    }
    child.waitFor();
    return new Child(libc, toInt(report));
  }

  private ProcessId awaitOffspring(Step.InOffspring step) throws IOException {
    String operation = operation(step.namespaces());
    try {
      await(new Step.InChild(new Call(operation, "clone")));
    } catch (ErrnoException e) {
      throw remedy(e, step.namespaces());
    }
    byte[] report = new byte[ChildSide.REPORT];
    if (done.read(report) != report.length) {
      throw ended(operation);
    }
    return ProcessId.of(toInt(report));
  }

  private IOException ended(String operation) throws IOException {
    destroy();
    if (offspring.isPresent()) {
      return new IOException(operation + ": the process is gone before that was done");
    }
    int code = child.waitFor();
    String end =
        code > 128 ? "signal " + (code - 128) + " killed it" : "it ended with code " + code;
    return new IOException(operation + ": the child is gone before that was done: " + end);
  }

  private static int toInt(byte[] report) {
    return ByteBuffer.wrap(report).order(ByteOrder.nativeOrder()).getInt();
  }

  private static String operation(Set<Namespace> namespaces) {
    return namespaces.isEmpty()
        ? "clone a child"
        : namespaces.stream()
            .map(Namespace::flagName)
            .collect(Collectors.joining(", ", "clone a child (", ")"));
  }

  private static ErrnoException remedy(ErrnoException e, Set<Namespace> namespaces) {
    return switch (e.errno()) {
      case EPERM ->
          namespaces.contains(Namespace.USER)
              ? e.withRemedy(UserMap.RESTRICTED)
              : e.withRemedy(
                  "run it as root (sudo), or with a user namespace, which needs no root");
      case ENOSPC, EUSERS -> e.withRemedy("see the limits in /proc/sys/user/max_*_namespaces");
      default -> e;
    };
  }

  @Override
  public void close() {
    go.close();
    done.close();
  }
}
