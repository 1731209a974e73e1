package mydocker.network;

import java.io.IOException;
import java.util.List;

/** Who knows the containers that are on networks; the networks do not. */
public interface Members {
  /** Whether a container runs, or is just being started: what it has on networks is in use. */
  boolean isUp(String container) throws IOException;

  /** A container has left; all others wait meanwhile. */
  void left(Network network, String container) throws IOException;

  /** A container has joined or left, and these are there now; all others wait meanwhile. */
  void changed(Network network, List<Endpoint> endpoints) throws IOException;
}
