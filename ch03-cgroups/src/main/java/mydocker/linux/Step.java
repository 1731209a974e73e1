package mydocker.linux;

import static java.util.stream.Collectors.joining;

import java.util.Set;
import jnr.constants.platform.Errno;

/** One line of a {@link ChildProgram}. */
sealed interface Step {

  /**
   * The child makes a call.
   *
   * @param tolerated the errors after which it goes on all the same
   */
  record InChild(Call call, Set<Errno> tolerated) implements Step {
    InChild(Call call) {
      this(call, Set.of());
    }

    boolean tolerates(int errno) {
      return tolerated.contains(ErrnoException.named(errno));
    }

    @Override
    public String toString() {
      String errors = tolerated.stream().map(Errno::name).sorted().collect(joining(", "));
      return call + (errors.isEmpty() ? ";" : "; /* or " + errors + " */");
    }
  }

  /** The parent does something for the child, which waits. */
  record InParent(String operation, ParentAction action) implements Step {
    @Override
    public String toString() {
      return "/* the parent: " + operation + " */";
    }
  }

  /** The child makes a sibling, which goes on with the next step, and ends. */
  record InSibling() implements Step {
    @Override
    public String toString() {
      return "clone(setcontext, stack, CLONE_PARENT | SIGCHLD, the rest), _exit(0);";
    }
  }
}
