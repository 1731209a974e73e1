package mydocker.image;

import java.util.List;

/**
 * An image: layers, and what to do with them.
 *
 * @param id 64 random digits, which no other image has
 * @param names what people call it
 * @param layers the IDs of its layers, from the top to the bottom
 * @param defaults what its containers have unless told otherwise
 */
public record Image(String id, List<ImageName> names, List<String> layers, ImageDefaults defaults) {
  private static final int BRIEF = 12;

  /** The first digits of its ID, which people are shown. */
  public String brief() {
    return id.substring(0, BRIEF);
  }

  /** This one, which has lost names to another. */
  Image without(List<ImageName> lost) {
    List<ImageName> left = names.stream().filter(name -> !lost.contains(name)).toList();
    return new Image(id, left, layers, defaults);
  }
}
