package io.pastelli.bayeux.cli;

import io.pastelli.Server;
import io.pastelli.bayeux.cli.Problems.CannotRunException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a server can be reached.
 *
 * @param local the host to open on this machine
 * @param network this machine's addresses in its networks, empty when the server does not listen there
 */
public record Where(String local, List<String> network) {
    /**
     * Finds out for a server that listens on {@code host}.
     *
     * @throws CannotRunException when that is no address of this machine
     */
    public static Where listeningOn(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (address.isAnyLocalAddress()) {
                return new Where("localhost", networkAddresses());
            }
            if (!address.isLoopbackAddress() && NetworkInterface.getByInetAddress(address) == null) {
                throw CannotRunException.of("--host", host + " is no address of this machine: pass one of "
                        + String.join(", ", networkAddresses()) + ", 127.0.0.1, or 0.0.0.0 for all");
            }
            return new Where(host.contains(":") ? "[" + host + "]" : host, List.of());
        } catch (IOException e) {
            throw CannotRunException.of("--host", host
                    + " is unknown: pass an address of this machine, 127.0.0.1, or 0.0.0.0 for all");
        }
    }

    /** Says where to go, in one line. */
    public String line(String what, Server server) {
        String elsewhere = network.isEmpty()
                ? ""
                : network.stream().map(host -> url(host, server))
                        .collect(Collectors.joining(" ", " (in your network: ", ")"));
        return what + " on " + server.adapter() + ": " + url(local, server) + elsewhere + "; Ctrl-C stops it";
    }

    private static String url(String host, Server server) {
        return (server.httpsPort().isPresent() ? "https://" : "http://") + host + ":" + server.port() + "/";
    }

    private static List<String> networkAddresses() throws IOException {
        return NetworkInterface.networkInterfaces().filter(Where::outward)
                .flatMap(NetworkInterface::inetAddresses).filter(Inet4Address.class::isInstance)
                .map(InetAddress::getHostAddress).toList();
    }

    private static boolean outward(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback() && !network.isPointToPoint();
        } catch (IOException e) {
            return false;
        }
    }
}
