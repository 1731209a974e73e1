package mydocker.stdio;

import mydocker.linux.OpenFile;

/** A FIFO from which a container reads, byte for byte what our stdin has. */
public final class FifoKeyboard implements Keyboard {
  private final OpenFile fifo;

  public FifoKeyboard(OpenFile fifo) {
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
