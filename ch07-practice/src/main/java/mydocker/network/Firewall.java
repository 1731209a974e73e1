package mydocker.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mydocker.linux.Subprocess;

/**
 * Brings {@link Rules} into the kernel, and out again. What is there already, or is somebody
 * else's, stays as it is; when the last rule of ours goes, our chains go with it.
 */
public final class Firewall {
  private static final Pattern LINE = Pattern.compile("line:? (\\d+)");

  private final Path lock;
  private final HostProgram save;
  private final HostProgram restore;

  /**
   * The host's.
   *
   * @param lock a file that is locked during a change, by all who change our rules on this host
   */
  public Firewall(Path lock) {
    this(lock, "iptables");
  }

  /** That of one of the two kinds that iptables comes in: iptables-nft, iptables-legacy. */
  Firewall(Path lock, String iptables) {
    this.lock = lock;
    save = new HostProgram(iptables + "-save", "iptables");
    restore = new HostProgram(iptables + "-restore", "iptables");
  }

  /**
   * Removes all rules of some owners, but for those that are wanted, and adds what is missing.
   *
   * @return as {@link #add} does
   */
  public boolean change(Collection<String> owners, List<Rule> wanted) throws IOException {
    try (LockedFile held = LockedFile.open(lock)) {
      return changeLocked(new ArrayList<>(owners), new ArrayList<>(wanted));
    }
  }

  private boolean changeLocked(List<String> gone, List<Rule> wanted) throws IOException {
    SavedRules saved = new SavedRules(run(save, ""));
    boolean forwards = wanted.stream().anyMatch(rule -> Rules.letsForward(rule.saved()));
    boolean turnsOn = forwards && !Forwarding.isOn();
    if (turnsOn) {
      wanted.add(Rules.ofForwarding(Forwarding.seesBridged()));
    } else if (!forwards && !saved.forward(gone)) {
      gone.add(Rules.WAS_OFF);
      if (saved.has(Rules.WAS_OFF) && !saved.hasOthersThatForward()) {
        Forwarding.set(false);
      }
    }
    String change = saved.change(gone, wanted);
    if (!change.isEmpty()) {
      // -w: others may have the lock of iptables itself
      run(restore, change, "-w", "--noflush");
    }
    if (turnsOn) {
      Forwarding.set(true); // the last: by now there are rules that keep strangers out
    }
    return turnsOn;
  }

  private static String run(HostProgram program, String input, String... options)
      throws IOException {
    Subprocess run = program.run(Optional.empty(), input, List.of(options));
    if (run.code() != 0) {
      throw new IOException(
          program.name() + ": " + String.join(" ", run.err().lines().toList()) + rule(run, input));
    }
    return run.out();
  }

  /** The line that is complained of, if one is. */
  private static String rule(Subprocess run, String input) {
    Matcher line = LINE.matcher(run.err());
    return line.find()
        ? ": " + input.lines().skip(Long.parseLong(line.group(1)) - 1).findFirst().orElse("")
        : "";
  }
}
