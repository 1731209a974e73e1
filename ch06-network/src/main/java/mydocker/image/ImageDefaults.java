package mydocker.image;

import java.util.List;

/**
 * What a container of an image has unless {@code run} is told otherwise.
 *
 * @param command what is executed if nothing else is given
 * @param env variables, as {@code NAME=VALUE}
 * @param workingDir the folder to start in; empty: /
 */
public record ImageDefaults(List<String> command, List<String> env, String workingDir) {
  /** Of an image that says nothing. */
  public static final ImageDefaults NONE = new ImageDefaults(List.of(), List.of(), "");
}
