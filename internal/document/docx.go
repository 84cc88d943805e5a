package document

func isDOCX(b []byte, declared string) bool { return false }

func readDOCX(b []byte, declared contentType) (Document, error) { return Document{}, nil }
