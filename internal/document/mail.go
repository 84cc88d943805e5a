package document

func isMail(b []byte, declared string) bool { return false }

func readMail(b []byte, declared contentType) (Document, error) { return Document{}, nil }
