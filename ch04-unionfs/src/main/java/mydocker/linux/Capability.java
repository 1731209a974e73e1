package mydocker.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The parts into which the power of root is cut, in the order of their numbers: capabilities(7),
 * linux/capability.h.
 */
public enum Capability {
  CHOWN,
  DAC_OVERRIDE,
  DAC_READ_SEARCH,
  FOWNER,
  FSETID,
  KILL,
  SETGID,
  SETUID,
  SETPCAP,
  LINUX_IMMUTABLE,
  NET_BIND_SERVICE,
  NET_BROADCAST,
  NET_ADMIN,
  NET_RAW,
  IPC_LOCK,
  IPC_OWNER,
  SYS_MODULE,
  SYS_RAWIO,
  SYS_CHROOT,
  SYS_PTRACE,
  SYS_PACCT,
  SYS_ADMIN,
  SYS_BOOT,
  SYS_NICE,
  SYS_RESOURCE,
  SYS_TIME,
  SYS_TTY_CONFIG,
  MKNOD,
  LEASE,
  AUDIT_WRITE,
  AUDIT_CONTROL,
  SETFCAP,
  MAC_OVERRIDE,
  MAC_ADMIN,
  SYSLOG,
  WAKE_ALARM,
  BLOCK_SUSPEND,
  AUDIT_READ,
  PERFMON,
  BPF,
  CHECKPOINT_RESTORE;

  private static final Path LAST = Path.of("/proc/sys/kernel/cap_last_cap");

  /** How many this kernel has: fewer than are named here, or more. */
  static int count() throws IOException {
    // Read in one piece: whoever begins with one byte, as readString does, gets the first digit of
    // a number below /proc/sys, and then the end of the file.
    return Integer.parseInt(Files.readAllLines(LAST, ISO_8859_1).get(0)) + 1;
  }

  /**
   * The data of capset(2) that gives a thread some of them, and lets no program inherit any by
   * itself: two times effective, permitted and inheritable, 32 bits each.
   */
  static Struct data(Set<Capability> some) {
    long bits = some.stream().mapToLong(each -> 1L << each.ordinal()).sum();
    int low = (int) bits;
    int high = (int) (bits >>> 32);
    String text = some.stream().map(each -> "CAP_" + each).collect(joining(" | ", "{", "}"));
    return new Ints(text, low, low, 0, high, high, 0);
  }

  static Constant constant(int number) {
    Capability[] named = values();
    String name = number < named.length ? "CAP_" + named[number] : Integer.toString(number);
    return new Constant(number, name);
  }
}
