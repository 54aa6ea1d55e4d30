package io.pastelli.http;

/** Status codes (RFC 9110 section 15) and what they imply for the body. */
public final class Status {
    private Status() {}

    /** Returns {@code status} when it may be a final status, 200 to 999; refuses it otherwise. */
    public static int check(int status) {
        if (status < 200 || status > 999) {
            throw new IllegalArgumentException("status " + status + " is not a final status: use 200 to 999");
        }
        return status;
    }

    /**
     * Returns the status with a reason phrase, written in lower case with underscores: {@code not_found}.
     *
     * @throws IllegalArgumentException when none has it
     */
    public static int code(String name) {
        String phrase = name.replace('_', ' ').replace('-', ' ');
        for (int status = 100; status < 600; status++) {
            if (reason(status).replace('-', ' ').replace("'", "").equalsIgnoreCase(phrase)) {
                return status;
            }
        }
        throw new IllegalArgumentException("no status is called " + name + ": give its number");
    }

    /** Tells whether a response with this status never has a body (204 and 304). */
    public static boolean bodiless(int status) {
        return status == 204 || status == 304;
    }

    /** Returns the registered reason phrase, or {@code ""} for a status that has none. */
    public static String reason(int status) {
        return switch (status) {
            case 100 -> "Continue";
            case 101 -> "Switching Protocols";
            case 103 -> "Early Hints";
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            case 203 -> "Non-Authoritative Information";
            case 204 -> "No Content";
            case 205 -> "Reset Content";
            case 206 -> "Partial Content";
            case 207 -> "Multi-Status";
            case 300 -> "Multiple Choices";
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 303 -> "See Other";
            case 304 -> "Not Modified";
            case 307 -> "Temporary Redirect";
            case 308 -> "Permanent Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 402 -> "Payment Required";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 411 -> "Length Required";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 416 -> "Range Not Satisfiable";
            case 417 -> "Expectation Failed";
            case 418 -> "I'm a teapot";
            case 421 -> "Misdirected Request";
            case 422 -> "Unprocessable Content";
            case 425 -> "Too Early";
            case 426 -> "Upgrade Required";
            case 428 -> "Precondition Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 451 -> "Unavailable For Legal Reasons";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            case 507 -> "Insufficient Storage";
            default -> "";
        };
    }
}
