package mydocker.command;

import java.util.List;
import mydocker.cli.Usage;

/** What commands are for: in one list of so many nobody finds anything. */
public enum Group {
  /** What happens to a container from its beginning to its end. */
  LIFE(
      "Let containers live",
      "run create start stop restart kill wait pause unpause update rename rm"),
  /** What happens inside while it runs. */
  INSIDE("Reach into containers", "attach exec cp"),
  /** What can be seen of it. */
  LOOK("Look at containers", "ps logs inspect top stats diff"),
  /** What they reach of each other, and who reaches them. */
  NETWORKS("Connect containers", "network port"),
  /** What it is made of. */
  IMAGES("Make and keep images", "commit images history import load save tag rmi"),
  /** Where it runs. */
  MACHINE("Look at this machine", "info"),
  /** What nobody types. */
  OWN("Used by mydocker itself", "reap");

  private final String title;
  private final List<String> names;

  Group(String title, String names) {
    this.title = title;
    this.names = List.of(names.split(" "));
  }

  /** What stands above its commands in a help text. */
  public String title() {
    return title;
  }

  /** Its commands. */
  public List<Usage> commands() {
    return Commands.all().stream().filter(command -> names.contains(command.name())).toList();
  }
}
