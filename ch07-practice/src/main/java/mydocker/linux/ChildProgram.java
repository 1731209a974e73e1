package mydocker.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;

/**
 * What a new process does between clone(2) and execve(2): a short list of system calls.
 *
 * <p>A JVM cannot fork. In the child only the calling thread exists, so that the first garbage
 * collection, class load or safepoint would wait for ever for the others. But no Java has to run
 * there: the parent writes down the calls, and the child makes them, one by one, under the parent's
 * eyes ({@link Launch}). The last one is {@link #execve}.
 *
 * <p>A call is refused by the kernel with an errno, or it is done: {@link #start} throws the first,
 * and nothing of the child is left then.
 */
public final class ChildProgram {
  private static final Constant AT_FDCWD = new Constant(-100, "AT_FDCWD");
  private static final Set<Errno> EXISTS = EnumSet.of(Errno.EEXIST);

  /** Why execvp(3) looks further. */
  private static final Set<Errno> NOT_THIS_ONE =
      EnumSet.of(Errno.ENOENT, Errno.ENOTDIR, Errno.EACCES);

  private final List<Step> steps = new ArrayList<>();

  // ---- mounts: mount(2), umount(2), pivot_root(2), chdir(2)

  /** Mounts a file system, or changes a mount: {@link MountFlags}. */
  public ChildProgram mount(String source, String target, String type, long flags, String data) {
    String operation = "mount " + source + " on " + target;
    return call(operation, "mount", source, target, type, MountFlags.mount(flags), data);
  }

  /** The same, with the arguments that somebody else has written down. */
  public ChildProgram mount(Mount m) {
    return mount(m.source(), m.target(), m.type(), m.flags(), m.data());
  }

  /** Changes the flags of a mount, which are its own even where several show one file system. */
  public ChildProgram remount(String place, long flags) {
    return mount(null, place, null, MountFlags.MS_REMOUNT | MountFlags.MS_BIND | flags, null);
  }

  /**
   * The same where there may be no mount, since another one that came later hides it, or it is one
   * that MS_BIND does not take along: MS_UNBINDABLE.
   */
  public ChildProgram remountIfMounted(String place, long flags) {
    return remount(place, flags).tolerate(EnumSet.of(Errno.ENOENT, Errno.EINVAL));
  }

  /** Unmounts what is on top at a place. */
  public ChildProgram umount2(String target, int flags) {
    return call("unmount " + target, "umount2", target, MountFlags.umount(flags));
  }

  /** Makes {@code newRoot} the root of the mount namespace, and puts the old one at putOld. */
  public ChildProgram pivotRoot(String newRoot, String putOld) {
    return call("pivot_root to " + newRoot, "pivot_root", newRoot, putOld);
  }

  /** Changes the working directory. */
  public ChildProgram chdir(String path) {
    return call("chdir to " + path, "chdir", path);
  }

  /** Makes a folder the place where paths begin, for this process and its children: chroot(2). */
  public ChildProgram chroot(String path) {
    return call("chroot to " + path, "chroot", path);
  }

  // ---- files: mkdir(2), mknod(2), symlink(2), umask(2)

  /** Makes a folder, unless there is something at its place. */
  public ChildProgram mkdir(String path, int mode) {
    return tolerant(EXISTS, "make folder " + path, "mkdir", path, Mode.of(mode));
  }

  /** Makes a folder and those above it, as far as they are missing. */
  public ChildProgram mkdirs(String path) {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      mkdir(path.substring(0, slash), 0755);
    }
    return mkdir(path, 0755);
  }

  /** Makes an empty file, unless there is something at its place. */
  public ChildProgram mkfile(String path, int mode) {
    return mknod(EXISTS, path, Mode.S_IFREG | mode, DeviceNumber.NONE);
  }

  /** Makes the file that stands for a device of characters. */
  public ChildProgram mknod(String path, int mode, DeviceNumber device) {
    return mknod(Set.of(), path, Mode.S_IFCHR | mode, device);
  }

  private ChildProgram mknod(Set<Errno> tolerated, String path, int mode, DeviceNumber device) {
    String operation = "make " + path;
    return tolerant(
        tolerated,
        operation,
        "syscall",
        Syscall.MKNODAT.number(),
        AT_FDCWD,
        path,
        Mode.of(mode),
        device.encoded());
  }

  /** Makes a symbolic link. */
  public ChildProgram symlink(String target, String path) {
    return call("link " + path + " to " + target, "symlink", target, path);
  }

  /** Says which permissions the files that it makes from now on do not get. */
  public ChildProgram umask(int mask) {
    return call("set umask", "umask", Mode.of(mask));
  }

  // ---- names and numbers: sethostname(2), setresuid(2), setsid(2), setpgid(2)

  /** Sets the host name of the UTS namespace. */
  public ChildProgram sethostname(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    return call("set host name " + name, "sethostname", name, bytes);
  }

  /** Sets real, effective and saved user ID. */
  public ChildProgram setuid(int uid) {
    return syscall("set user ID " + uid, Syscall.SETRESUID, uid, uid, uid);
  }

  /** Sets real, effective and saved group ID. */
  public ChildProgram setgid(int gid) {
    return syscall("set group ID " + gid, Syscall.SETRESGID, gid, gid, gid);
  }

  /** Takes the place of all supplementary groups: setgroups(2). */
  public ChildProgram setgroups(List<Integer> groups) {
    return syscall("set groups " + groups, Syscall.SETGROUPS, groups.size(), new GroupList(groups));
  }

  /** Leaves all supplementary groups. */
  public ChildProgram dropGroups() {
    return syscall("drop supplementary groups", Syscall.SETGROUPS, 0, null);
  }

  /** Starts a new session without a terminal. */
  public ChildProgram setsid() {
    return call("start a session", "setsid");
  }

  /**
   * Makes an open terminal that of its session, which must have none: ioctl_tty(2). From then on
   * /dev/tty means this one, and Ctrl-C on it is a signal for the session's foreground.
   */
  public ChildProgram controllingTerminal(int fd) {
    return call("get a controlling terminal", "ioctl", fd, new Constant(0x540e, "TIOCSCTTY"), 0);
  }

  /** Starts a new process group in the session, as a shell does for each job. */
  public ChildProgram setpgid() {
    return call("start a process group", "setpgid", 0, 0);
  }

  /**
   * Has the kernel kill the child when the thread that starts it ends, be it by kill -9: prctl(2).
   * A change of IDs and a sibling undo it, so it comes late.
   */
  public ChildProgram dieWithParent() {
    Constant whenParentDies = new Constant(1, "PR_SET_PDEATHSIG");
    return call(
        "die with the parent", "prctl", whenParentDies, new Constant(Signals.SIGKILL, "SIGKILL"));
  }

  // ---- privileges: capabilities(7), prctl(2)

  /**
   * Hides its memory until execve from those who may do as much as it may, and could trace it:
   * there is all that its parent had there (CVE-2016-9962 of runc). A change of user does so, too.
   */
  public ChildProgram hideMemory() {
    return call("hide its memory", "prctl", new Constant(4, "PR_SET_DUMPABLE"), 0);
  }

  /**
   * Gives up all capabilities but some, for good: no program that it executes, set-user-ID or not,
   * can bring them back. It needs CAP_SETPCAP to do so, and so it comes before a change of user.
   *
   * @throws IOException if the kernel does not say how many it has
   */
  public ChildProgram limitCapabilities(Set<Capability> kept) throws IOException {
    Set<Integer> keptNumbers = kept.stream().map(Enum::ordinal).collect(Collectors.toSet());
    int all = Capability.count();
    for (int number = 0; number < all; number++) {
      if (!keptNumbers.contains(number)) {
        Constant capability = Capability.constant(number);
        Constant drop = new Constant(24, "PR_CAPBSET_DROP");
        call("give up " + capability, "prctl", drop, capability);
      }
    }
    return this;
  }

  /** Has exactly these capabilities from now on, effective and permitted: capset(2). */
  public ChildProgram capset(Set<Capability> capabilities) {
    Ints thisThread = new Ints("{_LINUX_CAPABILITY_VERSION_3, 0}", 0x2008_0522, 0);
    return call("set capabilities", "capset", thisThread, Capability.data(capabilities));
  }

  /** Lets no program that it executes have more privileges than it has: PR_SET_NO_NEW_PRIVS. */
  public ChildProgram noNewPrivileges() {
    return call("set no_new_privs", "prctl", new Constant(38, "PR_SET_NO_NEW_PRIVS"), 1, 0, 0, 0);
  }

  // ---- descriptors: open(2), dup(2), close(2), socket(2), bind(2)

  /** Opens a file; it gets the lowest number that is free. */
  public ChildProgram open(String path, int flags) {
    return call("open " + path, "open", path, flags);
  }

  /** Makes {@code to} another name for the open file {@code from}, and keeps it on execve. */
  public ChildProgram dup2(int from, int to) {
    return call("dup2 " + from + " to " + to, "dup2", from, to);
  }

  /** Gives an open file to a user; its group stays. */
  public ChildProgram fchown(int fd, int uid) {
    return call("give descriptor " + fd + " to user " + uid, "fchown", fd, uid, -1);
  }

  /** Closes a descriptor, whose number is then free. */
  public ChildProgram close(int fd) {
    return call("close " + fd, "close", fd);
  }

  /**
   * Closes all files that it has from its parent, but stdin, stdout and stderr. On execve they
   * would be closed as well, but until then each has a name in /proc/self/fd, to which a link of an
   * image may lead: a folder of the host that is open is a way out of any container (CVE-2024-21626
   * of runc).
   */
  public ChildProgram closeInherited() {
    steps.add(new Step.Closing());
    return this;
  }

  /** Opens a TCP socket in the child's network namespace; it gets the lowest number free. */
  public ChildProgram socket() {
    return call("open a socket", "socket", SocketAddress.AF_INET, SocketAddress.SOCK_STREAM, 0);
  }

  /** Binds a socket to a port of all addresses: ip(7). */
  public ChildProgram bind(int fd, int port) {
    return call("bind port " + port, "bind", fd, new SocketAddress(port), SocketAddress.SIZE);
  }

  // ---- namespaces: unshare(2), setns(2), user_namespaces(7)

  /** Leaves one namespace for a new one of the same kind. */
  public ChildProgram unshare(Namespace namespace) {
    Constant flag = Namespace.flags(Set.of(namespace));
    return call("unshare the " + namespace.file() + " namespace", "unshare", flag);
  }

  /** Joins a namespace by an open file of /proc/PID/ns. */
  public ChildProgram setns(int fd, Namespace namespace) {
    Constant flag = Namespace.flags(Set.of(namespace));
    return call("join the " + namespace.file() + " namespace", "setns", fd, flag);
  }

  /** Becomes root of a new user namespace. */
  public ChildProgram becomeRoot(UserMap map) {
    parent(
        "write \"0 %d 1\" to uid_map, \"0 %d 1\" to gid_map".formatted(map.uid(), map.gid()),
        map::write);
    if (UserMap.maySetGroups()) {
      dropGroups();
    }
    return setgid(0).setuid(0);
  }

  /**
   * Goes on in a sibling: a new child of the parent. The namespaces that a process chooses for its
   * children only (PID, time) begin with it. It can be done once, and not by process 1 of a PID
   * namespace: the kernel tells the sibling's number as the caller sees it, who must be where the
   * parent is.
   */
  public ChildProgram cloneSibling() {
    steps.add(new Step.InSibling());
    return this;
  }

  /**
   * Goes on in a child of its own, in new namespaces, and itself goes through a routine from then
   * on, with all of its memory given back but that.
   */
  public ChildProgram goOnInChild(Set<Namespace> namespaces, Routine meanwhile) {
    steps.add(new Step.InOffspring(namespaces, meanwhile));
    return this;
  }

  // ---- the rest

  /**
   * Has no program from here on to execve, so that no path leads to its parent's. {@link
   * #closeInherited} comes later: an empty file that takes its place must be open still.
   */
  public ChildProgram forgetProgram() throws IOException {
    NoProgram.takePlace().forEach(call -> steps.add(new Step.InChild(call)));
    return this;
  }

  /** Has the parent do something before the child goes on. */
  public ChildProgram parent(String operation, ParentAction action) {
    steps.add(new Step.InParent(operation, action));
    return this;
  }

  /**
   * Becomes another program: the last step. That starts with no signal blocked and the default
   * action for each that the JVM catches; a signal that is ignored stays so, as nohup(1) wants it.
   */
  public ChildProgram execve(String path, List<String> argv, List<String> envp) {
    String[] arguments = argv.toArray(String[]::new);
    return call("execute " + path, "execve", path, arguments, envp.toArray(String[]::new));
  }

  /**
   * Becomes the first of several programs that is there and may be executed, as execvp(3) does with
   * the folders of PATH.
   */
  public ChildProgram execveFirst(List<String> paths, List<String> argv, List<String> envp) {
    for (String path : paths.subList(0, paths.size() - 1)) {
      execve(path, argv, envp).tolerate(NOT_THIS_ONE);
    }
    return execve(paths.get(paths.size() - 1), argv, envp);
  }

  /**
   * Starts the program in a process with new namespaces.
   *
   * @param namespaces all but TIME, which clone(2) cannot make: {@link #unshare} that and {@link
   *     #cloneSibling}
   * @return the child, in which execve has succeeded
   * @throws ErrnoException if a call failed
   * @throws IOException if a step of the parent failed, or the child was killed
   * @throws UnsupportedOperationException if the kernel or the C library cannot do it
   */
  public Child start(Set<Namespace> namespaces) throws IOException {
    requireExecveLast();
    requireOneSibling();
    requireNoTime(namespaces);
    namespaces.forEach(Namespace::requireKernelSupport);
    return Launch.start(LibC.get(), steps, namespaces);
  }

  /**
   * Starts a program that {@link #goOnInChild goes on in a child}, in no new namespaces.
   *
   * @throws IOException as {@link #start} does
   */
  public Monitored startMonitored() throws IOException {
    requireExecveLast();
    steps.stream()
        .filter(Step.InOffspring.class::isInstance)
        .forEach(s -> ((Step.InOffspring) s).namespaces().forEach(Namespace::requireKernelSupport));
    return Launch.startMonitored(LibC.get(), steps);
  }

  /**
   * Makes the calls, and no execve behind them: the child is there while its parent does something,
   * and is ended then.
   *
   * @throws IOException as {@link #start} does, or what the action has thrown
   */
  public void during(Set<Namespace> namespaces, ParentAction action) throws IOException {
    namespaces.forEach(Namespace::requireKernelSupport);
    Launch.during(LibC.get(), steps, namespaces, action);
  }

  /** The program as C-like calls, one a line, without running it. */
  public String explain(Set<Namespace> namespaces) {
    requireNoTime(namespaces);
    String flags =
        Stream.concat(namespaces.stream().map(Namespace::flagName), Stream.of("SIGCHLD"))
            .collect(Collectors.joining(" | "));
    return Stream.concat(
            Stream.of("clone(setcontext, stack, " + flags + ", program):"),
            steps.stream().map(step -> "  " + step))
        .collect(Collectors.joining("\n"));
  }

  private void requireExecveLast() {
    boolean last =
        !steps.isEmpty()
            && steps.get(steps.size() - 1) instanceof Step.InChild step
            && step.call().function().equals("execve");
    if (!last) {
      throw new IllegalStateException("a child program ends with execve");
    }
  }

  private void requireOneSibling() {
    if (steps.stream().filter(Step.InSibling.class::isInstance).count() > 1) {
      throw new IllegalStateException("a child program goes on in a sibling once");
    }
  }

  private static void requireNoTime(Set<Namespace> namespaces) {
    if (namespaces.contains(Namespace.TIME)) {
      throw new IllegalArgumentException(
          "clone(2) makes no time namespace: unshare it, then cloneSibling");
    }
  }

  private ChildProgram syscall(String operation, Syscall syscall, Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(syscall.number()));
    all.addAll(Arrays.asList(arguments));
    return call(operation, "syscall", all.toArray());
  }

  private ChildProgram call(String operation, String function, Object... arguments) {
    return tolerant(Set.of(), operation, function, arguments);
  }

  private ChildProgram tolerant(
      Set<Errno> tolerated, String operation, String function, Object... arguments) {
    steps.add(new Step.InChild(new Call(operation, function, arguments), tolerated));
    return this;
  }

  /** Lets the last call fail in some ways. */
  private ChildProgram tolerate(Set<Errno> errors) {
    Step.InChild last = (Step.InChild) steps.remove(steps.size() - 1);
    steps.add(new Step.InChild(last.call(), errors));
    return this;
  }
}
