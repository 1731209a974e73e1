package mydocker.linux;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The kinds of namespace that Linux has, in the order in which it got them: see namespaces(7), and
 * {@code CLONE_NEW*} in linux/sched.h.
 */
public enum Namespace {
  /** Mount points: what the file system looks like. The first one, hence its flag's name. */
  MNT("CLONE_NEWNS", 0x0002_0000, "2.4.19"),
  /** Host name and NIS domain name: the strings that uname(2) returns. */
  UTS("CLONE_NEWUTS", 0x0400_0000, "2.6.19"),
  /** System V message queues, semaphores and shared memory, and POSIX message queues. */
  IPC("CLONE_NEWIPC", 0x0800_0000, "2.6.19"),
  /** Process IDs: the first process inside is number 1. */
  PID("CLONE_NEWPID", 0x2000_0000, "2.6.24"),
  /** Network devices, addresses, routes, firewall rules and ports. */
  NET("CLONE_NEWNET", 0x4000_0000, "2.6.29"),
  /** User and group IDs, and the capabilities over all that was made inside. */
  USER("CLONE_NEWUSER", 0x1000_0000, "3.8"),
  /** The root that /proc/PID/cgroup is shown from. */
  CGROUP("CLONE_NEWCGROUP", 0x0200_0000, "4.6"),
  /** Offsets of the boot-time and monotonic clocks. */
  TIME("CLONE_NEWTIME", 0x0000_0080, "5.6");

  private final String flagName;
  private final int flag;
  private final String since;

  Namespace(String flagName, int flag, String since) {
    this.flagName = flagName;
    this.flag = flag;
    this.since = since;
  }

  /** The flag of clone(2), unshare(2) and setns(2). */
  public int flag() {
    return flag;
  }

  /** The flag's name in C: {@code CLONE_NEWUTS}. */
  public String flagName() {
    return flagName;
  }

  /** The first kernel that had it, in full: {@code 2.6.19}. */
  public String since() {
    return since;
  }

  /** The name of its file in /proc/PID/ns: {@code uts}. */
  public String file() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its file for one process: {@code /proc/4711/ns/uts}. */
  public Path of(long pid) {
    return Path.of("/proc", Long.toString(pid), "ns", file());
  }

  /**
   * Which namespace of this kind a process is in, as the kernel writes it: {@code
   * uts:[4026531838]}.
   *
   * @throws IOException if there is no such process, or looking at it is not allowed
   */
  public String idOf(long pid) throws IOException {
    try {
      return Files.readSymbolicLink(of(pid)).toString();
    } catch (NoSuchFileException e) {
      throw new IOException("look at process " + pid + ": there is none", e);
    } catch (AccessDeniedException e) {
      throw new IOException("look at process " + pid + ": not yours: run it as root (sudo)", e);
    }
  }

  /** The same for the calling thread; the threads of a process can be in different ones. */
  public String idOfThread() throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/thread-self/ns", file())).toString();
  }

  /** Whether the running kernel has this kind of namespace. */
  public boolean isSupported() {
    return Files.exists(Path.of("/proc/self/ns", file()));
  }

  /**
   * Makes sure that the running kernel has this kind of namespace.
   *
   * @throws UnsupportedOperationException if it does not
   */
  public void requireKernelSupport() {
    if (!isSupported()) {
      throw new UnsupportedOperationException(
          "%s namespace: this kernel (%s) has none: it takes Linux %s or newer, built with it"
              .formatted(file(), System.getProperty("os.version"), since));
    }
  }

  /** The flags of several, for clone(2), with their names in C. */
  static Constant flags(Set<Namespace> namespaces) {
    int flags = namespaces.stream().mapToInt(Namespace::flag).sum();
    String names = namespaces.stream().map(Namespace::flagName).collect(Collectors.joining(" | "));
    return new Constant(flags, names);
  }
}
