package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules in a kernel, by both kinds of iptables. */
@RequiresRoot
class FirewallTest {
  private static final Path IP_FORWARD = Path.of("/proc/sys/net/ipv4/ip_forward");
  private static final String OTHERS =
      """
      *filter
      :THEIRS - [0:0]
      [7:420] -A FORWARD -i their0 -j THEIRS
      [3:180] -A THEIRS -s 10.0.0.0/8 -m comment --comment "network of theirs" -j DROP
      COMMIT
      *nat
      :THEIRS - [0:0]
      [5:300] -A POSTROUTING -s 10.0.0.0/8 -j MASQUERADE
      COMMIT
      """;

  @TempDir Path folder;

  private String forwarding;

  @BeforeEach
  void passNothingOn() throws IOException {
    forwarding = Files.readString(IP_FORWARD);
    Files.writeString(IP_FORWARD, "0");
  }

  @AfterEach
  void asBefore() throws IOException {
    Files.writeString(IP_FORWARD, forwarding);
  }

  private Firewall firewall(String iptables) {
    return new Firewall(folder.resolve("lock"), iptables);
  }

  /** All chains and rules, but for the chains of the kernel. */
  private static List<String> saved(String iptables, String... options) throws IOException {
    return Shell.run(iptables + "-save " + String.join(" ", options))
        .lines()
        .filter(line -> line.contains("-A ") || line.matches(":.* - .*"))
        .toList();
  }

  private static List<Rule> all() {
    List<Rule> all = new ArrayList<>(RulesTest.OF_NETWORK);
    all.addAll(RulesTest.OF_CONTAINER);
    return all;
  }

  private static List<String> owners() {
    return List.of(
        Rules.ownerOfNetwork(RulesTest.NETWORK), Rules.ownerOfContainer(RulesTest.CONTAINER));
  }

  private static String forwarding() throws IOException {
    return Files.readString(IP_FORWARD).strip();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void theKernelShowsWhatItWasTold(String iptables) throws Exception {
    Firewall firewall = firewall(iptables);
    assertTrue(firewall.change(List.of(), all()));
    List<String> saved = saved(iptables);
    for (Rule rule : all()) {
      assertTrue(saved.contains(rule.saved()), rule + " is not in " + saved);
    }
    assertTrue(saved.contains(Rules.ofForwarding(true).saved()), saved.toString());
    assertEquals("1", forwarding());
    assertFalse(firewall.change(List.of(), all()));
    assertEquals(saved, saved(iptables));
    firewall.change(owners(), List.of());
    assertEquals(List.of(), saved(iptables));
    assertEquals("0", forwarding());
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void othersRulesStayWithTheirCounters(String iptables) throws Exception {
    Firewall firewall = firewall(iptables);
    Files.writeString(folder.resolve("theirs"), OTHERS);
    Shell.run(iptables + "-restore -c --noflush < " + folder.resolve("theirs"));
    try {
      List<String> before = saved(iptables, "-c");
      assertEquals(5, before.size(), before.toString());
      firewall.change(List.of(), all());
      assertTrue(saved(iptables, "-c").containsAll(before));
      List<String> forward =
          saved(iptables).stream().filter(line -> line.startsWith("-A FORWARD")).toList();
      assertEquals(
          List.of(
              "-A FORWARD -j MYDOCKER-FORWARD",
              "-A FORWARD -i their0 -j THEIRS",
              Rules.ofForwarding(true).saved()),
          forward);
      firewall.change(owners(), List.of());
      assertEquals(before, saved(iptables, "-c"));
      assertEquals("1", forwarding()); // they may need it by now
    } finally {
      Shell.run(iptables + "-restore < /dev/null; " + iptables + " -F; " + iptables + " -X");
      Shell.run(iptables + " -t nat -F; " + iptables + " -t nat -X");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void whatIsHalfMadeIsCompletedOrRemoved(String iptables) throws Exception {
    Firewall firewall = firewall(iptables);
    firewall.change(List.of(), all());
    List<String> whole = saved(iptables).stream().sorted().toList();
    for (String chain : new String[] {"FORWARD", "MYDOCKER-FORWARD", "MYDOCKER-ISOLATION"}) {
      Shell.run(iptables + " -F " + chain);
      firewall.change(List.of(), all());
      List<String> healed = saved(iptables);
      if (chain.equals("FORWARD")) {
        assertFalse(healed.contains(Rules.ofForwarding(true).saved())); // somebody did not want it
        Shell.run(iptables + " -A FORWARD " + Rules.ofForwarding(true).spec());
      }
      assertEquals(whole, saved(iptables).stream().sorted().toList());
    }
    Shell.run(iptables + " -t nat -F MYDOCKER; " + iptables + " -t nat -F POSTROUTING");
    firewall.change(owners(), List.of());
    assertEquals(List.of(), saved(iptables));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void ofManyAtOnceNoRuleIsLost(String iptables) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> changes = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String id = "%012x".formatted(i);
        List<Rule> rules =
            Rules.ofContainer(
                id,
                Ipv4.parse("172.18.0.2").plus(i),
                List.of(new PublishedPort(Ipv4.ANY, 8080 + i, 80, Protocol.TCP)));
        Callable<Boolean> add = () -> firewall(iptables).change(List.of(), rules);
        changes.add(threads.submit(add));
      }
      for (Future<?> change : changes) {
        change.get();
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(16, saved(iptables).stream().filter(l -> l.contains("-j DNAT")).count());
    Firewall firewall = firewall(iptables);
    for (int i = 0; i < 16; i++) {
      firewall.change(List.of(Rules.ownerOfContainer("%012x".formatted(i))), List.of());
    }
    assertEquals(List.of(), saved(iptables));
    assertEquals("0", forwarding()); // a port alone passes nothing on
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void aRuleThatTheKernelDoesNotTakeIsNamed(String iptables) throws Exception {
    Rule wrong = Rule.last(Rules.NAT, "MYDOCKER", "-j NO_SUCH_TARGET");
    IOException e =
        assertThrows(IOException.class, () -> firewall(iptables).change(List.of(), List.of(wrong)));
    assertTrue(e.getMessage().startsWith(iptables + "-restore: "), e.getMessage());
    assertTrue(e.getMessage().contains("NO_SUCH_TARGET"), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    assertEquals(List.of(), saved(iptables));
  }

  @ParameterizedTest
  @ValueSource(strings = "no-iptables")
  void withoutIptables(String iptables) {
    IOException e =
        assertThrows(IOException.class, () -> firewall(iptables).change(List.of(), all()));
    assertEquals(
        "run no-iptables-save: there is no such program: install iptables, or use --network none",
        e.getMessage());
  }
}
