package mydocker.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jnr.constants.platform.Errno;

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
        Launch launch = cloneChild(libc, arena, steps, namespaces)) {
      launch.supervise(steps);
      return launch.child;
    }
  }

  private static Launch cloneChild(
      LibC libc, Arena arena, List<Step> steps, Set<Namespace> namespaces) throws IOException {
    synchronized (CLONING) {
      Launch launch = new Launch(libc);
      try {
        launch.cloneChild(arena, steps, namespaces);
        return launch;
      } catch (IOException | RuntimeException e) {
        launch.close();
        throw e;
      }
    }
  }

  private void cloneChild(Arena arena, List<Step> steps, Set<Namespace> namespaces)
      throws IOException {
    // In the child a signal must not enter the JVM's handlers: they would run in half a JVM.
    try (SignalMask full = SignalMask.full(libc)) {
      ChildSide childSide = new ChildSide(libc, arena, steps, go, done);
      int flags = (int) Namespace.flags(namespaces).value() | Signals.SIGCHLD;
      int pid =
          libc.clone(LibC.symbol("setcontext"), childSide.newStack(), flags, childSide.layOut());
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
          parent.action().accept(child.pid());
        } else if (step instanceof Step.InSibling) {
          child = awaitSibling();
        } else if (step instanceof Step.InChild inChild && !await(inChild)) {
          return;
        }
      }
    } catch (IOException | RuntimeException e) {
      try {
        child.destroy();
      } catch (IOException notGone) {
        e.addSuppressed(notGone);
      }
      throw e;
    }
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
    } else if (!Child.hasExecuted(child.pid())) {
      throw ended(call.operation());
    }
    return false;
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

  private IOException ended(String operation) throws IOException {
    child.destroy();
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
