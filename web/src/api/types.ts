// Written by `npm run types` from tests/api/openapi.json: don't edit.

export interface paths {
    "/account/deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the account is to be deleted, and when. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Deletion"];
                    };
                };
                401: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Asks for the account's deletion, some days from now. Repeated, it is answered like the first time. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Armoire-Signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Deletion"];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
            };
        };
        /** Lets the account live on. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/pepper": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A pepper for a new PIN. Nothing is kept of it before the slot comes. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Pepper"];
                    };
                };
                401: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replaces an account's card, keyring, ways in and roots, and ends all its sessions. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RotationRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Opened"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/second-step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether there is a second step. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SecondStepState"];
                    };
                };
                401: components["responses"]["Problem"];
            };
        };
        /** Has the second step asked for from now on. */
        put: {
            parameters: {
                query?: never;
                header: {
                    "Armoire-Signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Code"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        /** Begins a second step. It is asked for once a first code has come. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Armoire-Signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SecondStepSecret"];
                    };
                };
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
            };
        };
        /** Ends the second step. Where one is required, nothing is written until there is another. */
        delete: {
            parameters: {
                query?: never;
                header: {
                    "Armoire-Signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Code"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/account/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Changes the ways into the account, all or nothing. Repeated after a lost answer, it is answered like the first time. Sessions that
         *     began by a device or passkey that goes end, but for the one that asks.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Armoire-Signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WaysRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WaysAnswer"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs up. Repeated after a lost answer, it is answered like the first time. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignUpRequest"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Opened"];
                    };
                };
                400: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{account}/cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public cards of an account. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Cards"];
                    };
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Wakes an open page: `head` with locker and seq, for each own locker at once and whenever it has new acts; `lent` with the same when
         *     there is something new in what others let the account in to; `mailboxes` when something has come to one of the account's own; `ended` when the session is over; `replaced` when this session has opened newer ones in its place.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": components["schemas"]["LockerHead"];
                    };
                };
                401: components["responses"]["Problem"];
                503: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what others have granted to the account and that lives now. */
        get: {
            parameters: {
                query?: {
                    /** @description `locker.grant` of the last one of the answer before. */
                    after?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GrantList"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/keyring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account's keyring. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Keyring"];
                    };
                };
                401: components["responses"]["Problem"];
            };
        };
        /** Replaces the keyring, if nobody else has meanwhile. */
        put: {
            parameters: {
                query?: never;
                header: {
                    "Armoire-Signature": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KeyringNew"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyringVersion"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lockers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the account's lockers. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LockerList"];
                    };
                };
                401: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lockers/{locker}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One locker in short: is there anything new? */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    locker: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Locker"];
                    };
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lockers/{locker}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Acts in order, from a number on or on a node. */
        get: {
            parameters: {
                query?: {
                    /** @description From this number on. */
                    from?: number;
                    /** @description So many at most, and never more than 1,000. */
                    limit?: number;
                    /** @description All acts on this node instead. */
                    node?: string;
                };
                header?: never;
                path: {
                    locker: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.armoire.acts": components["schemas"]["Binary"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Appends acts, all or none. Repeated, it is answered like the first time. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    locker: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/vnd.armoire.acts": components["schemas"]["Binary"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Head"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lockers/{locker}/acts/{seq}/beside": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What stands beside an act: a deposit's age file, those of new keys, a checkpoint's list. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    locker: string;
                    seq: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": components["schemas"]["Binary"];
                    };
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lockers/{locker}/blocked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists whose deposits the holder doesn't want. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    locker: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BlockedList"];
                    };
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lockers/{locker}/blocked/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Wants no deposits of an account any more: it hands in as if there were no such locker. Grants are left as they are. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    locker: string;
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        post?: never;
        /** Lets an account hand in again. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    locker: string;
                    account: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lockers/{locker}/living": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a cold client needs: the newest checkpoint with its list, its living acts, and all acts after it. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    locker: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.armoire.acts": components["schemas"]["Binary"];
                    };
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lockers/{locker}/managed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What somebody looks after for the holder: the acts of the grants there that aren't over, and of those that they hang on; of the whole
         *     locker also the deposits that wait, each with its file beside. What grants are for is sealed for others.
         */
        get: {
            parameters: {
                query: {
                    /** @description A living grant of the account in this locker, to manage something. */
                    grant: string;
                };
                header?: never;
                path: {
                    locker: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.armoire.acts": components["schemas"]["Binary"];
                    };
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lockers/{locker}/objects/{object}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A sealed object, or one range of its bytes. */
        get: {
            parameters: {
                query?: never;
                header?: {
                    Range?: string | null;
                    "If-Range"?: string | null;
                };
                path: {
                    locker: string;
                    object: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": components["schemas"]["Binary"];
                    };
                };
                /** @description Partial Content */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": components["schemas"]["Binary"];
                    };
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                416: components["responses"]["Problem"];
            };
        };
        /** Stores a sealed object. It is visible when the answer has come, and never in part. */
        put: {
            parameters: {
                query?: {
                    /** @description `true`: for a deposit in somebody else's locker. */
                    deposit?: boolean;
                };
                header?: never;
                path: {
                    locker: string;
                    object: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/octet-stream": components["schemas"]["Binary"];
                };
            };
            responses: {
                /** @description It is there already. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description It is stored. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                411: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                507: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lockers/{locker}/reads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what other people were served of a locker, for its holder. It is kept for a year. */
        get: {
            parameters: {
                query?: {
                    /** @description Only what was before this time, milliseconds since 1970: `at` of the last one of the answer before. */
                    before?: number;
                };
                header?: never;
                path: {
                    locker: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReadList"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lockers/{locker}/tail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The end of a locker's log, for whoever knows the locker's id and wants to hand something in or to act by a grant. */
        get: {
            parameters: {
                query?: {
                    /** @description A folder or document that a living grant of the account covers. */
                    node?: string;
                };
                header?: never;
                path: {
                    locker: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Tail"];
                    };
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lockers/{locker}/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins an upload that may come in parts, by tus 1.0.0. A body is its first part. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Tus-Resumable": string;
                    "Upload-Length": number;
                    "Upload-Metadata": string;
                    "Upload-Checksum"?: string | null;
                };
                path: {
                    locker: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/offset+octet-stream": components["schemas"]["Binary"];
                };
            };
            responses: {
                /** @description It has begun; `Location` is its address. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                412: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
                460: components["responses"]["Problem"];
                507: components["responses"]["Problem"];
            };
        };
        delete?: never;
        /** What is served of tus: version, extensions, bounds. */
        options: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    locker: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/lockers/{locker}/uploads/{upload}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same for those who can only send POST: `X-HTTP-Method-Override` says what is meant. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Tus-Resumable": string;
                    "X-HTTP-Method-Override": string;
                };
                path: {
                    locker: string;
                    upload: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/offset+octet-stream": components["schemas"]["Binary"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                405: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                412: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                423: components["responses"]["Problem"];
                460: components["responses"]["Problem"];
                507: components["responses"]["Problem"];
            };
        };
        /** Ends an upload at once. An object that it has become stays. */
        delete: {
            parameters: {
                query?: never;
                header: {
                    "Tus-Resumable": string;
                };
                path: {
                    locker: string;
                    upload: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                412: components["responses"]["Problem"];
            };
        };
        /** What is served of tus: version, extensions, bounds. */
        options: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    locker: string;
                    upload: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        /** How far an upload is. */
        head: {
            parameters: {
                query?: never;
                header: {
                    "Tus-Resumable": string;
                };
                path: {
                    locker: string;
                    upload: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description `Upload-Offset` says how far. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Bad Request */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Unauthorized */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not Found */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Conflict */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Precondition Failed */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /** Appends a part. */
        patch: {
            parameters: {
                query?: never;
                header: {
                    "Tus-Resumable": string;
                    "Upload-Offset": number;
                    "Upload-Checksum"?: string | null;
                };
                path: {
                    locker: string;
                    upload: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/offset+octet-stream": components["schemas"]["Binary"];
                };
            };
            responses: {
                /** @description It is on disk; `Upload-Offset` says how far the upload is. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                412: components["responses"]["Problem"];
                415: components["responses"]["Problem"];
                422: components["responses"]["Problem"];
                423: components["responses"]["Problem"];
                460: components["responses"]["Problem"];
                507: components["responses"]["Problem"];
            };
        };
        trace?: never;
    };
    "/lockers/{locker}/view": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The acts that a grant lets its grantee see: what lived when it was given, everything since in the streams that it covers, and its own
         *     act. Beside them stands what is addressed to this grant, and nothing else.
         */
        get: {
            parameters: {
                query: {
                    /** @description A living grant of the account in this locker. */
                    grant: string;
                    /** @description From this number on. */
                    from?: number;
                };
                header?: never;
                path: {
                    locker: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/vnd.armoire.acts": components["schemas"]["Binary"];
                    };
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mailboxes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the account's own mailboxes. A reply waits there for 30 days after the invitation is over. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MailboxList"];
                    };
                };
                401: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Opens a mailbox for one reply. Repeated, it is answered like the first time. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MailboxNew"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MailboxOpened"];
                    };
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mailboxes/{find}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an invitation says. Whether somebody replied already isn't told, so that whoever comes second still tries, and the inviter
         *     hears of it. One that is over is as unknown as one that never was.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    find: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Invitation"];
                    };
                };
                404: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        /** Takes an invitation back, or away when its reply was read. One that isn't there, or isn't the account's own, is left as it is. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    find: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mailboxes/{find}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replies to an invitation: the first reply stands; the same account again is answered like the first time. Of a reply by somebody
         *     else the inviter is told.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    find: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReplyNew"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
                403: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
                409: components["responses"]["Problem"];
                413: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The server itself. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Server"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The session of this request. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CurrentSession"];
                    };
                };
                401: components["responses"]["Problem"];
            };
        };
        put?: never;
        /** Signs in. A handle that nobody has and a wrong proof take the same storage calls and get the same bytes. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignInRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedInAnswer"];
                    };
                };
                401: components["responses"]["Problem"];
                429: components["responses"]["Problem"];
            };
        };
        /** Signs out. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Names the session of this request. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SessionName"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                400: components["responses"]["Problem"];
                401: components["responses"]["Problem"];
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the account's sessions. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionList"];
                    };
                };
                401: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        /** Ends all of the account's sessions but this one. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of the account's sessions. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: components["responses"]["Problem"];
                404: components["responses"]["Problem"];
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the account's slots. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SlotList"];
                    };
                };
                401: components["responses"]["Problem"];
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Format: binary
         * @description Bytes as they are.
         */
        Binary: string;
        /** @description Whose deposits a locker's holder doesn't want. */
        BlockedList: {
            /** @description In the order of their ids. */
            accounts: string[];
        };
        /** @description A public card, as it was signed. */
        Card: {
            /** @description Canonical JSON, base64url. */
            card: string;
            /** @description By the key of the card before, 64 bytes, base64url; absent in the first. */
            endorsement?: string | null;
            /** @description By its own key, 64 bytes, base64url. */
            signature: string;
        };
        /** @description A chain of cards. */
        Cards: {
            /** @description From the first to the newest. */
            cards: components["schemas"]["Card"][];
        };
        /**
         * @description How an invitation travels.
         * @enum {string}
         */
        Carrier: "qr" | "link";
        /** @description A code of the app. */
        Code: {
            /** @description Six digits. */
            code: string;
        };
        /** @description Who is signed in. */
        CurrentSession: {
            account: string;
            session: components["schemas"]["Session"];
        };
        /** @description When an account is to be deleted. */
        Deletion: {
            due?: components["schemas"]["i64"] | null;
        };
        /** @description A grant that lives now. */
        Grant: {
            /** @description The frame of its act, with nothing beside, base64url. */
            act: string;
            /** @description The age file that came beside, base64url; empty when a restored server has lost it. */
            box: string;
            /**
             * Format: int64
             * @description Milliseconds since 1970; at this time no more.
             */
            end: number;
            /** @description 16 bytes, base64url. */
            grant: string;
            /** @description Whose locker it is. */
            holder: string;
            /**
             * @description Where somebody else than the holder gave it: the frames of the grants that it hangs on, nearest first, up to the holder's own, with
             *     nothing beside, base64url.
             */
            line?: string[];
            locker: string;
            /** @description The locker, a folder or a document. */
            node: string;
            /** @description `read`, `add`, `edit` or `manage`. */
            right: string;
            /**
             * Format: int64
             * @description The number of its act.
             */
            seq: number;
            /**
             * Format: int64
             * @description Milliseconds since 1970.
             */
            start: number;
        };
        /** @description What others have granted to an account. */
        GrantList: {
            /** @description In the order of lockers and grants. */
            grants: components["schemas"]["Grant"][];
            /** @description Whether there may be more after the last. */
            more: boolean;
        };
        /** @description The newest act after an append. */
        Head: {
            /** @description base64url */
            hash: string;
            /** Format: int64 */
            seq: number;
        };
        /** @description What somebody finds who was invited. */
        Invitation: {
            /** @description Sealed under the secret, base64url. */
            greeting: string;
            /** @description Who invites. */
            inviter: string;
            kind: components["schemas"]["Carrier"];
            /**
             * Format: int64
             * @description When it is over, in milliseconds since 1970.
             */
            until: number;
        };
        /** @description A keyring. */
        Keyring: {
            /** @description Sealed, base64url. */
            sealed: string;
            /**
             * Format: int64
             * @description From 1, only growing.
             */
            version: number;
        };
        /** @description A keyring that replaces one of a known version. */
        KeyringNew: {
            /**
             * Format: int64
             * @description The version that it replaces.
             */
            expected: number;
            /** @description Sealed, base64url. */
            sealed: string;
            /**
             * Format: int64
             * @description More than `expected`.
             */
            version: number;
        };
        /** @description The version that is there now. */
        KeyringVersion: {
            /** Format: int64 */
            version: number;
        };
        /** @description A locker in short. */
        Locker: {
            /**
             * Format: int64
             * @description The newest checkpoint, if there is one.
             */
            checkpoint?: number | null;
            /** @description Its hash, base64url. */
            hash: string;
            /** @description Whose. */
            holder: string;
            /** @description Its id. */
            id: string;
            /**
             * Format: int64
             * @description Bytes at most.
             */
            quota: number;
            /**
             * Format: int64
             * @description The newest act.
             */
            seq: number;
            /**
             * Format: int64
             * @description Bytes of sealed objects.
             */
            used: number;
        };
        /** @description The newest act of a locker. */
        LockerHead: {
            locker: string;
            /** Format: int64 */
            seq: number;
        };
        /** @description An account's lockers. */
        LockerList: {
            lockers: components["schemas"]["Locker"][];
        };
        /** @description The acts of one locker. */
        LockerRotation: {
            /** @description Frames, base64url. */
            acts: string;
            locker: string;
        };
        /** @description A mailbox, as its owner sees it. */
        Mailbox: {
            find: string;
            /** @description Sealed, base64url. */
            greeting: string;
            kind: components["schemas"]["Carrier"];
            reply?: components["schemas"]["Reply"] | null;
            /** @description Whether somebody else came after the reply: the secret is known to a third person. */
            tried: boolean;
            /**
             * Format: int64
             * @description When it is over, in milliseconds since 1970.
             */
            until: number;
        };
        /** @description An account's mailboxes. */
        MailboxList: {
            /** @description Those that wait, and those with a reply; what is over first comes first. */
            mailboxes: components["schemas"]["Mailbox"][];
        };
        /** @description An invitation's mailbox. */
        MailboxNew: {
            /** @description 32 bytes that follow from the invitation's secret, base64url. */
            find: string;
            /** @description Sealed under the secret, at most 4,096 bytes, base64url. */
            greeting: string;
            kind: components["schemas"]["Carrier"];
            /**
             * Format: int64
             * @description Milliseconds since 1970. What is later than the kind allows is brought down to that.
             */
            until: number;
        };
        /** @description A mailbox that was opened. */
        MailboxOpened: {
            /**
             * Format: int64
             * @description When it is over, in milliseconds since 1970.
             */
            until: number;
        };
        /** @description An account that was just opened. */
        Opened: {
            /** @description Its id. */
            account: string;
            /** @description Its keyring, as it is stored. */
            keyring: components["schemas"]["Keyring"];
            /** @description Its first locker. */
            locker: string;
            /** @description The session that begins. */
            session: components["schemas"]["Session"];
            /** @description Its ways in, as they are stored. */
            slots: components["schemas"]["Slot"][];
        };
        /** @description What a new PIN of a device begins with. */
        Pepper: {
            /** @description 16 bytes, base64url; goes up with the slot. */
            nonce: string;
            /** @description 32 bytes, base64url; nobody keeps them, and a right PIN is answered with them. */
            pepper: string;
        };
        /** @description A problem document. */
        Problem: Record<string, never> & {
            /** @description Stable, for programs. */
            code: string;
            /** @description A sentence for a person. */
            detail: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description The status in words. */
            title: string;
            /** @description Always `about:blank`: the code says more. */
            type: string;
        };
        /** @description Something that somebody was served. */
        Read: {
            account: string;
            /**
             * Format: int64
             * @description Milliseconds since 1970, to the minute.
             */
            at: number;
            /** @description The document, or what the grant is on when its acts were served. */
            node: string;
        };
        /** @description What other people were served, by the server's word alone. */
        ReadList: {
            /** @description Whether there may be older ones. */
            more: boolean;
            /** @description Newest first; of one time all or none, unless they fill an answer alone. */
            reads: components["schemas"]["Read"][];
        };
        /** @description The first reply. */
        Reply: {
            /** @description Whose session brought it. */
            account: string;
            /**
             * Format: int64
             * @description Milliseconds since 1970.
             */
            at: number;
            /** @description Sealed under the secret, base64url. */
            sealed: string;
        };
        /** @description A reply to an invitation. */
        ReplyNew: {
            /** @description Sealed under the secret, at most 8,192 bytes, base64url. */
            sealed: string;
        };
        /** @description New words, and a new key under everything. */
        RotationRequest: {
            card: components["schemas"]["Card"];
            /** @description Ways that stay, sealed anew under their own ids; what leads to them and what proves them stay too. */
            keep?: components["schemas"]["SlotKept"][];
            keyring: components["schemas"]["KeyringNew"];
            /** @description One append for each own locker. */
            lockers: components["schemas"]["LockerRotation"][];
            /** @description The only ways in from now on, together with `keep`: one of words, one of a card. */
            slots: components["schemas"]["SlotNew"][];
        };
        /** @description What an app makes codes of. */
        SecondStepSecret: {
            /** @description Base32, as it is typed. */
            secret: string;
            /** @description `otpauth://…`, as it is scanned. */
            uri: string;
        };
        /** @description Codes beside words. */
        SecondStepState: {
            /** @description Whether signing in by words asks for one. */
            active: boolean;
            /** @description Whether nothing is written before one is active. */
            required: boolean;
        };
        /** @description What anyone may know of this server. */
        Server: {
            /** @description The address that people use. */
            origin: string;
            /** @description Who may sign up. */
            sign_up: components["schemas"]["SignUp"];
            /**
             * Format: int64
             * @description Its clock, milliseconds since 1970.
             */
            time: number;
            /** @description The program's version. */
            version: string;
        };
        /** @description A session. */
        Session: {
            /** @description `browser`, `command line` or `other`. */
            client: string;
            /**
             * Format: int64
             * @description Milliseconds since 1970.
             */
            created: number;
            /** @description Whether this request came with it. */
            current: boolean;
            /**
             * Format: int64
             * @description Milliseconds since 1970.
             */
            expires: number;
            /** @description 32 bytes that the server keeps for the device, base64url; only of the current one. */
            half?: string | null;
            /** @description Its id; not the token. */
            id: string;
            /**
             * Format: int64
             * @description Milliseconds since 1970, by the hour.
             */
            last_used: number;
            /** @description What its holder calls it, sealed, base64url. */
            name?: string | null;
        };
        /** @description Where an account is signed in. */
        SessionList: {
            /** @description Newest use first. */
            sessions: components["schemas"]["Session"][];
        };
        /** @description What its holder calls a session. */
        SessionName: {
            /** @description Sealed, at most 512 bytes, base64url. */
            sealed: string;
        };
        /** @description A proof of knowing words or a PIN, or of holding a card or a passkey. */
        SignInRequest: {
            /** @description The derived proof, base64url. */
            auth: string;
            /** @description Six digits of an app, where words ask for a second step. */
            code?: string | null;
            /** @description The handle, or the value derived from card, device or passkey. */
            find: string;
            kind: components["schemas"]["SlotKind"];
        };
        /**
         * @description Who may sign up.
         * @enum {string}
         */
        SignUp: "open" | "code" | "closed";
        /** @description A person's account and locker, made on their device. */
        SignUpRequest: {
            card: components["schemas"]["Card"];
            /** @description The sign-up code, where one is needed. */
            code?: string | null;
            /** @description A name and four digits. */
            handle: string;
            /** @description Version 1. */
            keyring: components["schemas"]["Keyring"];
            /** @description Frames of acts 0 and 1, base64url. */
            locker: string;
            /** @description One of words, one of a card. */
            slots: components["schemas"]["SlotNew"][];
        };
        /** @description What leads on to the account key. */
        SignedInAnswer: {
            account: string;
            keyring: components["schemas"]["Keyring"];
            /** @description Of a device, what opens its slot together with its PIN: 32 bytes, base64url. */
            pepper?: string | null;
            session: components["schemas"]["Session"];
            slot: components["schemas"]["Slot"];
        };
        /** @description A way in. */
        Slot: {
            /**
             * Format: int64
             * @description Milliseconds since 1970.
             */
            created: number;
            /** @description Its id. */
            id: string;
            /** @description What leads to it. */
            kind: components["schemas"]["SlotKind"];
            /** @description What its holder calls it, sealed, base64url. */
            name?: string | null;
            /** @description The account key, sealed, base64url. */
            sealed: string;
            /**
             * Format: int64
             * @description When somebody last came in by it, by the hour, in milliseconds since 1970.
             */
            used?: number | null;
        };
        /** @description A way in that stays when others go. */
        SlotKept: {
            /** @description The slot of words or of a card that is there. */
            id: string;
            /** @description The new account key, sealed, base64url. */
            sealed: string;
        };
        /**
         * @description What leads to a slot.
         * @enum {string}
         */
        SlotKind: "words" | "card" | "device" | "passkey";
        /** @description The ways into an account. */
        SlotList: {
            /** @description Oldest first. */
            slots: components["schemas"]["Slot"][];
        };
        /** @description A way in, as a client makes it. */
        SlotNew: {
            /** @description The handle, or a derived value. */
            find: string;
            /** @description Random, 32 characters of base32. */
            id: string;
            /** @description What leads to it. */
            kind: components["schemas"]["SlotKind"];
            /** @description What its holder calls it, sealed, at most 512 bytes, base64url. */
            name?: string | null;
            /** @description Of a device's slot: what came with its pepper, 16 bytes, base64url. */
            nonce?: string | null;
            /** @description The account key, sealed, base64url. */
            sealed: string;
            /** @description SHA-256 of the proof, base64url. */
            verifier: string;
        };
        /** @description What the next act begins with, for somebody who doesn't see the log. */
        Tail: {
            /** @description Where a node was asked for: head of the stream that its acts join, base64url. */
            chain?: string | null;
            /**
             * Format: int64
             * @description That epoch.
             */
            epoch: number;
            /** @description Its hash, base64url: `prev` of the next. */
            hash: string;
            /** @description What a deposit is sealed to, of the newest epoch. */
            inbox: string;
            /** @description Head of people's stream, base64url: `chain` of a deposit. */
            people: string;
            /** @description The frame of the `rotate` that says so, signed, base64url. */
            rotate: string;
            /**
             * Format: int64
             * @description The newest act.
             */
            seq: number;
            /**
             * Format: int64
             * @description Its time, milliseconds since 1970: the next isn't earlier.
             */
            time: number;
        };
        /** @description The ways in since. */
        WaysAnswer: {
            keyring: components["schemas"]["Keyring"];
            /** @description Oldest first. */
            slots: components["schemas"]["Slot"][];
        };
        /** @description Ways in that go and others that come, at once. */
        WaysRequest: {
            add: components["schemas"]["SlotNew"][];
            keyring?: components["schemas"]["KeyringNew"] | null;
            /** @description Ids. */
            remove: string[];
        };
        /** Format: int64 */
        i64: number;
    };
    responses: {
        /** @description What went wrong, with a stable code. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": Record<string, never> & {
                    /** @description Stable, for programs. */
                    code: string;
                    /** @description A sentence for a person. */
                    detail: string;
                    /**
                     * Format: int32
                     * @description The HTTP status.
                     */
                    status: number;
                    /** @description The status in words. */
                    title: string;
                    /** @description Always `about:blank`: the code says more. */
                    type: string;
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
