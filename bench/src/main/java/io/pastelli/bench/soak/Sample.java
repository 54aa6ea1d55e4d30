package io.pastelli.bench.soak;

import io.pastelli.bench.Child;
import io.pastelli.bench.Processes;
import java.io.IOException;

/**
 * What a server's process has at a moment.
 *
 * @param second since the start of the soak
 * @param heap bytes of live objects after garbage collections
 * @param threads of the platform
 * @param virtual threads
 * @param files descriptors that are open
 * @param resident memory in kB
 * @param streams that are open, as the program counts them
 * @param sockets WebSockets that echo
 * @param sessions of Bayeux
 */
record Sample(String server, double second, double heap, double threads, double virtual, double files,
        double resident, int streams, int sockets, int sessions) {
    static Sample of(String server, long start, Child child) throws IOException, InterruptedException {
        double second = (System.nanoTime() - start) / 1e9;
        String[] said = child.ask("sample").split(" ", -1);
        return new Sample(server, second, Double.parseDouble(said[0]), Double.parseDouble(said[1]),
                Double.parseDouble(said[2]), Processes.files(child.pid()),
                Processes.status(child.pid(), "VmRSS"),
                Integer.parseInt(said[3]), Integer.parseInt(said[4]), Integer.parseInt(said[5]));
    }

    /** Tells whether nothing is open. */
    boolean empty() {
        return streams + sockets + sessions == 0;
    }
}
