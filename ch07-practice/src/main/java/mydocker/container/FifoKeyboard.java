package mydocker.container;

import mydocker.linux.OpenFile;

/** A FIFO from which a container reads, byte for byte what our stdin has. */
final class FifoKeyboard implements Keyboard {
  private final OpenFile fifo;

  FifoKeyboard(OpenFile fifo) {
    this.fifo = fifo;
  }

  @Override
  public void connect(DetachKeys keys, Runnable leave) {
    StdinPump.start(fifo.release());
  }

  @Override
  public void close() {
    fifo.close();
  }
}
