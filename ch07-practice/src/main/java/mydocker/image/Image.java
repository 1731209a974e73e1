package mydocker.image;

import java.util.ArrayList;
import java.util.List;

/**
 * An image.
 *
 * @param id the digest of its configuration
 * @param config its configuration
 */
public record Image(Digest id, ImageConfig config) {

  /** The image that has this configuration. */
  public static Image of(ImageConfig config) {
    return new Image(config.id(), config);
  }

  /** The chain IDs of its layers, from the lowest layer to the highest. */
  public List<Digest> chain() {
    List<Digest> chain = new ArrayList<>();
    Digest below = null;
    for (Digest diffId : config.diffIds()) {
      below = Digest.chain(below, diffId);
      chain.add(below);
    }
    return chain;
  }

  /** The chain ID of its highest layer. */
  public Digest top() {
    List<Digest> chain = chain();
    return chain.get(chain.size() - 1);
  }
}
