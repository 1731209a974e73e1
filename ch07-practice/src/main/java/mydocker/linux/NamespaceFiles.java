package mydocker.linux;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * The namespaces of another process, held open: they can be joined even if the process ends
 * meanwhile, and its number cannot come to mean another one. See setns(2).
 */
public final class NamespaceFiles implements AutoCloseable {
  private static final int O_RDONLY_CLOEXEC = 0x80000;

  private final LibC libc = LibC.get();
  private final boolean allowsGroups;
  private final Map<Namespace, Integer> files = new EnumMap<>(Namespace.class);

  /**
   * Opens all namespaces of a process.
   *
   * @throws IOException if there is no such process, or looking at it is not allowed
   */
  public NamespaceFiles(int pid) throws IOException {
    this(pid, Namespace.values());
  }

  /**
   * Opens some namespaces of a process, but for those that this process is in too. (To join its own
   * user namespace is an error for the kernel.)
   *
   * @throws IOException if there is no such process, or looking at it is not allowed
   */
  public NamespaceFiles(int pid, Namespace... namespaces) throws IOException {
    allowsGroups = UserMap.allowsGroups(Integer.toString(pid));
    try {
      for (Namespace namespace : namespaces) {
        if (namespace.isSupported() && !namespace.idOf(pid).equals(namespace.idOfThread())) {
          String file = namespace.of(pid).toString();
          files.put(namespace, LibC.check(libc.open(file, O_RDONLY_CLOEXEC), "open " + file));
        }
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Moves the calling thread into one of them, if it is not there already. */
  public void join(Namespace namespace) throws ErrnoException {
    if (files.containsKey(namespace)) {
      ThreadNamespaces.setns(files.get(namespace), namespace);
    }
  }

  /**
   * Adds the steps that take a child into all of them, but leaves the sibling to the caller, with
   * which the PID namespace begins; there is no user namespace among them.
   */
  public ChildProgram joinEach(ChildProgram program) {
    files.forEach((namespace, file) -> program.setns(file, namespace));
    return program;
  }

  /** Adds the steps that take a child into all of them. */
  public ChildProgram joinAll(ChildProgram program) {
    return joinAll(program, files, allowsGroups);
  }

  /**
   * Adds the steps that take a child into some namespaces: the user namespace first, for it gives
   * the right to join the others.
   *
   * @param files an open descriptor of each
   * @param allowsGroups whether the user namespace among them lets root in it change groups
   */
  public static ChildProgram joinAll(
      ChildProgram program, Map<Namespace, Integer> files, boolean allowsGroups) {
    if (files.containsKey(Namespace.USER)) {
      program.setns(files.get(Namespace.USER), Namespace.USER);
      if (allowsGroups) {
        program.dropGroups();
      }
      program.setgid(0).setuid(0);
    }
    files.forEach(
        (namespace, file) -> {
          if (namespace != Namespace.USER) {
            program.setns(file, namespace);
          }
        });
    if (files.containsKey(Namespace.PID) || files.containsKey(Namespace.TIME)) {
      program.cloneSibling();
    }
    return program.chdir("/");
  }

  @Override
  public void close() {
    files.values().forEach(libc::close);
    files.clear();
  }
}
