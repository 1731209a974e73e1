package mydocker.linux;

/** One line of a {@link ChildProgram}. */
sealed interface Step {

  /** The child makes a call. */
  record InChild(Call call) implements Step {
    @Override
    public String toString() {
      return call + ";";
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
