package mydocker.image;

import java.io.IOException;

/** A name or an ID that no image has. */
public final class NoSuchImageException extends IOException {
  private static final long serialVersionUID = 1;

  public NoSuchImageException(String reference) {
    super("No such image: " + reference);
  }
}
