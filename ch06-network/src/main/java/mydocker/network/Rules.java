package mydocker.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules that networks and published ports need, as text. They stand in chains of ours, and each
 * bears in a comment whose it is, by which it is found again.
 */
public final class Rules {
  static final String RAW = "raw";
  static final String FILTER = "filter";
  static final String NAT = "nat";

  /** First against intruders, and last what lets anybody in. */
  static final List<String> TABLES = List.of(RAW, FILTER, NAT);

  private static final String MYDOCKER = "MYDOCKER";
  private static final String MYDOCKER_RAW = "MYDOCKER-RAW";
  private static final String MYDOCKER_POSTROUTING = "MYDOCKER-POSTROUTING";
  private static final String MYDOCKER_FORWARD = "MYDOCKER-FORWARD";
  private static final String MYDOCKER_ISOLATION = "MYDOCKER-ISOLATION";

  /** All addresses that mean the host itself. */
  private static final Subnet LOOPBACK = Subnet.parse("127.0.0.0/8");

  private Rules() {}

  /** Our chains of a table. */
  static List<String> chains(String table) {
    return switch (table) {
      case RAW -> List.of(MYDOCKER_RAW);
      case FILTER -> List.of(MYDOCKER_FORWARD, MYDOCKER_ISOLATION);
      default -> List.of(MYDOCKER, MYDOCKER_POSTROUTING);
    };
  }

  /** The rules by which packets come into our chains of a table. */
  static List<Rule> hooks(String table) {
    return switch (table) {
      case RAW -> List.of(Rule.first(RAW, "PREROUTING", "-j " + MYDOCKER_RAW));
      case FILTER ->
          List.of(
              Rule.first(FILTER, MYDOCKER_FORWARD, "-j " + MYDOCKER_ISOLATION),
              Rule.first(FILTER, "FORWARD", "-j " + MYDOCKER_FORWARD));
      default ->
          List.of(
              // What is for another host is none of our business, whatever its port.
              Rule.last(NAT, "PREROUTING", "-m addrtype --dst-type LOCAL -j " + MYDOCKER),
              Rule.last(NAT, "OUTPUT", "-m addrtype --dst-type LOCAL -j " + MYDOCKER),
              Rule.last(NAT, "POSTROUTING", "-j " + MYDOCKER_POSTROUTING));
    };
  }

  /** Whose the rules of a network are. */
  public static String ownerOfNetwork(String id) {
    return "network " + brief(id);
  }

  /** Whose the rules of a container's published ports are. */
  public static String ownerOfContainer(String id) {
    return "container " + brief(id);
  }

  private static String brief(String id) {
    return id.substring(0, 12);
  }

  /** The match that says whose a rule is. */
  static String comment(String owner) {
    return "-m comment --comment \"" + owner + "\"";
  }

  /**
   * What a network needs.
   *
   * @param id the network's, of hex digits
   * @param device its bridge
   * @param internal whether it has no way out, and none in
   */
  public static List<Rule> ofNetwork(String id, String device, Subnet subnet, boolean internal) {
    String comment = " " + comment(ownerOfNetwork(id));
    List<Rule> rules = new ArrayList<>();
    rules.addAll(guards(device, comment));
    rules.addAll(internal ? seals(device, comment) : doors(device, comment));
    if (!internal) {
      rules.addAll(masks(device, subnet, comment));
    }
    return rules;
  }

  /** The bridge takes packets of 127.0.0.1, since the host sends such; containers must not. */
  private static List<Rule> guards(String device, String comment) {
    return List.of(
        drop(RAW, MYDOCKER_RAW, "-s " + LOOPBACK + " -i " + device + comment),
        drop(RAW, MYDOCKER_RAW, "-d " + LOOPBACK + " -i " + device + comment));
  }

  /** Nothing passes, in or out. They come first: no other network's door is open to this one. */
  private static List<Rule> seals(String device, String comment) {
    return List.of(
        Rule.first(
            FILTER, MYDOCKER_ISOLATION, "! -i " + device + " -o " + device + comment + " -j DROP"),
        Rule.first(
            FILTER, MYDOCKER_ISOLATION, "-i " + device + " ! -o " + device + comment + " -j DROP"));
  }

  /** In comes what was asked for, and what is for a published port; out goes everything. */
  private static List<Rule> doors(String device, String comment) {
    String in = "! -i " + device + " -o " + device;
    return List.of(
        accept(
            MYDOCKER_ISOLATION,
            "-o " + device + " -m conntrack --ctstate RELATED,ESTABLISHED" + comment),
        accept(MYDOCKER_ISOLATION, in + " -m conntrack --ctstate DNAT" + comment),
        drop(FILTER, MYDOCKER_ISOLATION, in + comment),
        accept(MYDOCKER_FORWARD, "-i " + device + comment));
  }

  /** Whose answers would not find back to the host, or not by way of it, gets its address. */
  private static List<Rule> masks(String device, Subnet subnet, String comment) {
    return List.of(
        masquerade("-s " + subnet + " ! -o " + device + comment),
        masquerade("-s " + LOOPBACK + " -o " + device + comment),
        masquerade("-s " + subnet + " -o " + device + " -m conntrack --ctstate DNAT" + comment));
  }

  /**
   * What the published ports of a container need.
   *
   * @param id the container's, of hex digits
   * @param address the container's, on the network by which it is reached
   */
  public static List<Rule> ofContainer(String id, Ipv4 address, List<PublishedPort> ports) {
    String comment = " " + comment(ownerOfContainer(id));
    List<Rule> rules = new ArrayList<>();
    for (PublishedPort port : ports) {
      String host = port.hostAddress().equals(Ipv4.ANY) ? "" : "-d " + port.hostAddress() + "/32 ";
      String packet =
          "-p %s -m %1$s --dport %d".formatted(port.protocol(), port.hostPort()) + comment;
      if (LOOPBACK.contains(port.hostAddress())) {
        // Else a neighbour on the wire could send us such packets: DNAT comes before routing.
        rules.add(drop(RAW, MYDOCKER_RAW, host + "! -i lo " + packet));
      }
      rules.add(
          Rule.last(
              NAT,
              MYDOCKER,
              host + packet + " -j DNAT --to-destination " + address + ":" + port.containerPort()));
    }
    return rules;
  }

  private static Rule accept(String chain, String packet) {
    return Rule.last(FILTER, chain, packet + " -j ACCEPT");
  }

  private static Rule drop(String table, String chain, String packet) {
    return Rule.last(table, chain, packet + " -j DROP");
  }

  private static Rule masquerade(String packet) {
    return Rule.last(NAT, MYDOCKER_POSTROUTING, packet + " -j MASQUERADE");
  }
}
