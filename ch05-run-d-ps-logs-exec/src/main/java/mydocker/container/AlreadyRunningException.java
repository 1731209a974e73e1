package mydocker.container;

import java.io.IOException;
import mydocker.config.ContainerId;

/** A container is to be started that runs. */
public final class AlreadyRunningException extends IOException {
  private static final long serialVersionUID = 1;

  AlreadyRunningException(ContainerId id) {
    super("start container " + id.brief() + ": it is running already");
  }
}
