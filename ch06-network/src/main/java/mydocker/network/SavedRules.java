package mydocker.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What iptables-save(8) has shown: the kernel's own account of its rules, and the only one. From it
 * follows what iptables-restore(8) is to be told, which is only what is to change.
 */
final class SavedRules {
  /** The lines of each table: chains, and the rules that are in them. */
  private final Map<String, Set<String>> tables = new HashMap<>();

  SavedRules(String text) {
    Set<String> table = new LinkedHashSet<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("*")) {
        table = tables.computeIfAbsent(line.substring(1), name -> new LinkedHashSet<>());
      } else if (line.startsWith(":")) {
        table.add(line.substring(0, line.indexOf(' '))); // without its policy and counters
      } else if (line.startsWith("-A ")) {
        table.add(line);
      }
    }
  }

  private Set<String> lines(String table) {
    return tables.getOrDefault(table, Set.of());
  }

  private boolean contains(Rule rule) {
    return lines(rule.table()).contains(rule.saved());
  }

  /**
   * How to get rid of some rules, and to have others; nothing if it is so already.
   *
   * @param gone whose rules are not wanted any more
   */
  String change(Collection<String> gone, List<Rule> wanted) {
    StringBuilder text = new StringBuilder();
    for (String table : Rules.TABLES) {
      List<String> commands = change(table, gone, wanted);
      if (!commands.isEmpty()) {
        text.append("*%s\n%s\nCOMMIT\n".formatted(table, String.join("\n", commands)));
      }
    }
    return text.toString();
  }

  private List<String> change(String table, Collection<String> gone, List<Rule> all) {
    List<Rule> wanted = all.stream().filter(rule -> rule.table().equals(table)).toList();
    List<String> kept = wanted.stream().map(Rule::saved).toList();
    List<String> removed =
        lines(table).stream().filter(line -> isOf(gone, line) && !kept.contains(line)).toList();
    List<String> commands = new ArrayList<>();
    if (!wanted.isEmpty()) {
      commands.addAll(missingChains(table));
      commands.addAll(missing(Rules.hooks(table)));
    }
    removed.forEach(line -> commands.add(Rule.deleted(line)));
    commands.addAll(missing(wanted));
    if (wanted.isEmpty() && !isUsed(table, removed)) {
      commands.addAll(clear(table));
    }
    return commands;
  }

  private static boolean isOf(Collection<String> owners, String line) {
    return owners.stream().anyMatch(owner -> line.contains(Rules.comment(owner)));
  }

  /** Whether a rule is left in our chains but for the hooks. */
  private boolean isUsed(String table, List<String> removed) {
    Set<String> left = new LinkedHashSet<>(lines(table));
    removed.forEach(left::remove);
    Rules.hooks(table).forEach(hook -> left.remove(hook.saved()));
    return left.stream()
        .anyMatch(line -> Rules.chains(table).stream().anyMatch(c -> isIn(c, line)));
  }

  private static boolean isIn(String chain, String line) {
    return line.startsWith("-A " + chain + " ");
  }

  private List<String> missingChains(String table) {
    return Rules.chains(table).stream()
        .filter(chain -> !lines(table).contains(":" + chain))
        .map(chain -> ":" + chain + " - [0:0]")
        .toList();
  }

  private List<String> missing(List<Rule> rules) {
    return rules.stream().filter(rule -> !contains(rule)).map(Rule::added).toList();
  }

  /** Removes our hooks and chains. */
  private List<String> clear(String table) {
    List<String> commands = new ArrayList<>();
    for (Rule hook : Rules.hooks(table)) {
      if (contains(hook)) {
        commands.add(Rule.deleted(hook.saved()));
      }
    }
    List<String> chains =
        Rules.chains(table).stream().filter(c -> lines(table).contains(":" + c)).toList();
    chains.forEach(chain -> commands.add("-F " + chain));
    chains.forEach(chain -> commands.add("-X " + chain));
    return commands;
  }
}
