package mydocker.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** The chapter's demo: two containers on a network, and what the host has for that. */
final class BridgeDemo extends Demo {
  BridgeDemo() {
    super(
        "bridge",
        "two containers, a bridge and another machine",
        """
        A container's network namespace is empty. A veth pair is a cable between it and a bridge,
        which is a switch made of software. An address comes from a bitmap, a name from a file, and
        a published port is a rule of the kernel's firewall, which writes another destination on a
        packet. There is no daemon: the kernel passes on all packets, and files tell what is whose.
        The machine below is a network namespace, too, with a cable to another one: your own network
        and its firewall are left alone.""",
        """
        wget -qO- http://web       the other container, by its name: cat /etc/hosts
        ip address; ip route       this end of the cable; the gateway is the host
        ping -c 1 203.0.113.2      another machine; it sees the host's address""");
  }

  @Override
  String explain() throws IOException {
    try (OwnHome home = OwnHome.make(new PrintStream(OutputStream.nullOutputStream()))) {
      return home.explain("busybox");
    }
  }

  @Override
  void show(PrintStream out) throws IOException {
    TwoMachines.call(
        machines -> {
          try (OwnHome home = OwnHome.make(out)) {
            new BridgeTour(home, out, machines).show();
            return 0;
          }
        });
  }

  @Override
  int shell() throws IOException {
    return TwoMachines.call(
        machines -> {
          try (OwnHome home = OwnHome.make(System.out)) {
            return new BridgeTour(home, System.out, machines).enter();
          }
        });
  }
}
