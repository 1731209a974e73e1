package mydocker.network;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mydocker.linux.NamespaceFiles;
import mydocker.linux.Subprocess;

/**
 * A program of the host by which the kernel is told what its network is to be.
 *
 * @param name that of the program
 * @param debian that of Debian's package
 */
record HostProgram(String name, String debian) {

  /** Runs it to its end, in the network namespace of others if need be. */
  Subprocess run(Optional<NamespaceFiles> inside, String input, List<String> options)
      throws IOException {
    List<String> argv = new ArrayList<>(List.of(name));
    argv.addAll(options);
    try {
      return inside.isPresent()
          ? Subprocess.runIn(inside.get(), input, argv)
          : Subprocess.run(input, argv);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "run %s: there is no such program: install %s, or use --network host"
              .formatted(name, debian),
          e);
    }
  }
}
