package io.pastelli.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pastelli.bench.Commands;
import io.pastelli.bench.Wire;
import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The load generator for one server: {@code LoadMain port tlsPort}. */
public final class LoadMain implements Commands {
    private static final int PIPELINED = 16;

    private final int port;
    private final int tlsPort;
    private final Arrivals arrivals = new Arrivals();
    private final Streams streams = new Streams(arrivals);
    private final SecureStreams secure = new SecureStreams(arrivals);
    private final Held held;

    private LoadMain(int port, int tlsPort) {
        this.port = port;
        this.tlsPort = tlsPort;
        this.held = new Held(port);
    }

    /** Says {@code up} and takes commands. */
    public static void main(String[] args) throws Exception {
        Commands.serve("up", new LoadMain(Integer.parseInt(args[0]), Integer.parseInt(args[1])));
        System.exit(0);
    }

    @Override
    public String run(List<String> words) throws Exception {
        return switch (words.getFirst()) {
            case "http" -> http(words.get(1), Integer.parseInt(words.get(2)), Integer.parseInt(words.get(3)));
            case "streams" -> streams(words.get(1), words.get(2), Integer.parseInt(words.get(3)));
            case "arrived" -> Long.toString(arrivals.count());
            case "latencies" -> arrivals.latencies();
            case "hold" -> {
                held.open(words.get(1), Integer.parseInt(words.get(2)), words.get(1).equals(Wire.IDLE)
                        || words.get(1).equals(Wire.STAYING));
                yield "open";
            }
            case "listen" -> {
                held.giveTo(streams);
                yield "listens";
            }
            case "trips" -> {
                int from = Integer.parseInt(words.get(1));
                var number = new AtomicInteger();
                yield new Tally().run(Integer.parseInt(words.get(2)), Integer.parseInt(words.get(3)),
                        () -> new Trip(number.getAndIncrement(), from, port));
            }
            case "post" -> {
                Trip.post(port, words.get(1), Integer.parseInt(words.get(2)), Long.parseLong(words.get(3)));
                yield "posted";
            }
            case "leave" -> held.leave(words.get(1).equals("rst"));
            case "close" -> {
                streams.close();
                secure.close();
                yield "closed";
            }
            default -> throw new IllegalArgumentException("unknown command");
        };
    }

    private String streams(String workload, String path, int count) throws Exception {
        if (workload.startsWith("tls-") || workload.startsWith("h2-")) {
            Version version = workload.startsWith("h2-") ? Version.HTTP_2 : Version.HTTP_1_1;
            secure.open(version, "https://127.0.0.1:" + tlsPort + path, count);
        } else {
            held.open(path, count, true);
            held.giveTo(streams);
        }
        return "open";
    }

    private String http(String workload, int connections, int millis) throws Exception {
        String what = workload.substring(workload.indexOf('-') + 1);
        if (workload.startsWith("tls-")) {
            return new TlsLoad(tlsPort, request(what)).run(connections, millis);
        }
        if (workload.startsWith("h2-")) {
            return new Http2Load(tlsPort, what.equals("post")).run(connections, millis);
        }
        if (workload.equals("ws-echo")) {
            byte[] text = Wire.TEXT.getBytes(US_ASCII);
            return HttpLoad.webSockets(port, text).run(connections, millis);
        }
        return workload.equals("plain-pipelined")
                ? new HttpLoad(port, request("plain"), PIPELINED).run(connections, millis)
                : new HttpLoad(port, request(workload), 1).run(connections, millis);
    }

    private static byte[] request(String workload) throws IOException {
        return switch (workload) {
            case "plain" -> Requests.get(Wire.PLAIN);
            case "plain-routed" -> Requests.get(Wire.ROUTED);
            case "json" -> Requests.get(Wire.JSON + "42" + Wire.ORDERS + "2017-07");
            case "post" -> Requests.post(Wire.ECHO, new byte[Wire.BODY]);
            case "file" -> Requests.get(Wire.FILE);
            default -> throw new IOException("no workload " + workload);
        };
    }
}
