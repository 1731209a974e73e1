package mydocker.image;

import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Tag;

/**
 * The store of layers with aufs. It runs in the course machine (vagrant up), whose kernel is that
 * of Ubuntu 20.04, and in a guest with such a kernel: vagrant/README.md, "aufs".
 */
@Tag("aufs")
@RequiresRoot
class AufsStoreTest extends LayerFoldersContract {

  @Override
  String driver() {
    return "aufs";
  }
}
