package mydocker.network;

/**
 * A rule of the kernel's packet filter, in the words of iptables-save(8).
 *
 * @param table raw, filter or nat
 * @param chain the list of rules that it is one of
 * @param spec what it is about, and what becomes of that
 * @param isFirst whether it comes before those that are in the chain already
 */
public record Rule(String table, String chain, String spec, boolean isFirst) {

  static Rule first(String table, String chain, String spec) {
    return new Rule(table, chain, spec, true);
  }

  static Rule last(String table, String chain, String spec) {
    return new Rule(table, chain, spec, false);
  }

  /** As iptables-save shows it, wherever it is in its chain. */
  String saved() {
    return "-A " + chain + " " + spec;
  }

  /** The command by which iptables-restore makes it. */
  String added() {
    return (isFirst ? "-I " : "-A ") + chain + " " + spec;
  }

  /** The command by which iptables-restore removes one that was saved. */
  static String deleted(String saved) {
    return "-D" + saved.substring("-A".length());
  }
}
