package mydocker.race;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One of those who race: the command lines by which it does what is raced. */
interface Peer {

  String name();

  /** Makes containers of this image possible: the folder with its files, and NAME.tar beside it. */
  void prepare(Path image) throws IOException, InterruptedException;

  /** Whether it can do what a row is about. */
  boolean races(Row row);

  /** Runs {@code true} in a container that is removed at its end. */
  List<String> run(String... options) throws IOException, InterruptedException;

  /** Runs a command in a container in the background. */
  List<String> detach(String container, List<String> options, String... command)
      throws IOException, InterruptedException;

  /** Runs {@code true} in a container that is there. */
  List<String> exec(String container);

  /** Lists the containers. */
  List<String> list();

  /** Removes containers that run, by one command if it can. */
  List<List<String>> remove(List<String> containers);

  /** Tells how often a container was started again, its status and its last end, with blanks. */
  List<String> inspect(String container);
}
