package mydocker.linux;

import jnr.ffi.Pointer;

/** Functions of the C library for the message queues of System V: sysvipc(7). */
public interface MessageQueueCalls {
  int msgget(int key, int msgflg);

  int msgctl(int msqid, int cmd, Pointer buf);
}
